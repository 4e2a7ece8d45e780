// What an article's versions may be asked with.

import * as z from "zod";
import { cursorSchema, limitSchema } from "../cursor";

/** The query of `GET /api/articles/{id}/revisions`. */
export const revisionListSchema = z.strictObject({ cursor: cursorSchema, limit: limitSchema });

/** The body of a restoration, which may be left out. There is nothing to say: who wants more than the version sends a change. */
export const restoreSchema = z.strictObject({}).meta({ id: "RestorationOrder" });
