// The bundle of the Worker, as a deploy would upload it: bench-build.ts puts it in the place of this name.

declare module "edgewise:app" {
  import type { AppEnv, RequestContext } from "./bindings.ts";
  import type { ObjectState } from "./metered-storage.ts";

  const app: {
    fetch(request: Request, env: AppEnv, ctx: RequestContext): Promise<Response>;
  };
  export default app;

  export class ReadCounter {
    constructor(ctx: ObjectState, env: AppEnv);
    add(delivery: Record<string, string | number>): Promise<unknown>;
    alarm(): Promise<void>;
  }
}
