// How a command's failure reads in the report.

import type { PublishingFailure } from "../../publishing/failure";

/** Why an item was refused. Throws where it was not the item's fault: then it is taken again. */
export function reasonOf(failure: PublishingFailure): string {
  switch (failure.reason) {
    case "invalid":
      return failure.errors.map(({ field, detail }) => (isOfList(field) ? detail : `${field} ${detail}`)).join("; ");
    case "too_large":
      return `the limit for the ${failure.what} is ${failure.limitBytes} bytes`;
    case "not_found":
      return "it was taken away here meanwhile";
    case "edited_meanwhile":
      return EDITED;
    case "forbidden":
      return failure.detail;
    case "contended":
      throw new Error("too many writers at once");
  }
}

/** Commands that replace a list name the item by its place in it, which says nothing here. */
const isOfList = (field: string): boolean => field.startsWith("items");

export const EDITED = "it was edited here since it came, and stays as it is";
