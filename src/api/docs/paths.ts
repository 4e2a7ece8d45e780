// Where the pages of the description are.

import { slugOfTag } from "../openapi/tags";

export const tagPath = (tag: string): string => `/api/docs/${slugOfTag(tag)}`;

export const problemPath = (name: string): string => `/problems/${name}`;
