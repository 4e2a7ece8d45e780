// The one thing of Node's that these tests use; Node's own types would hide those of Workers.

declare module "node:async_hooks" {
  export class AsyncLocalStorage<T> {
    run<R>(store: T, work: () => R): R;
    getStore(): T | undefined;
  }
}
