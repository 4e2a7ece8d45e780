// The one page server of this isolate: every door serves, and every writer reports its purges, through it.

import { PageServer } from "./serve";

export const pageServer = new PageServer();
