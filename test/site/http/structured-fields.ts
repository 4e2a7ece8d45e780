// A small reader of structured fields (RFC 9651 §4.2), so that a header's own tests need not trust whoever wrote the header.

export interface BareItem {
  type: string;
  text: string;
}

export interface Item extends BareItem {
  parameters: Map<string, BareItem>;
}

const KEY = /[a-z*][a-z0-9_\-.*]*/y;
const BARE_ITEMS: Record<string, RegExp> = {
  integer: /-?\d{1,15}(?![\d.])/y,
  decimal: /-?\d{1,12}\.\d{1,3}(?!\d)/y,
  string: /"(?:[ !#-[\]-~]|\\["\\])*"/y,
  token: /[A-Za-z*][\w!#$%&'*+.^`|~:/-]*/y,
  boolean: /\?[01]/y,
};

/** The items of a list; null where it is none. Inner lists, bytes and dates are left out: no header of ours has them. */
export function readList(field: string): Item[] | null {
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const [text = null] = pattern.exec(field) ?? [];
    at += text?.length ?? 0;
    return text;
  };

  function takeBareItem(): BareItem | null {
    for (const [type, pattern] of Object.entries(BARE_ITEMS)) {
      const text = take(pattern);
      if (text !== null) return { type, text };
    }
    return null;
  }

  function takeItem(): Item | null {
    const bare = takeBareItem();
    if (bare === null) return null;
    const parameters = new Map<string, BareItem>();
    while (take(/; */y) !== null) {
      const key = take(KEY);
      const value = take(/=/y) === null ? { type: "boolean", text: "?1" } : takeBareItem();
      if (key === null || value === null) return null;
      parameters.set(key, value);
    }
    return { ...bare, parameters };
  }

  const items: Item[] = [];
  do {
    const item = takeItem();
    if (item === null) return null;
    items.push(item);
  } while (take(/[\t ]*,[\t ]*/y) !== null);
  return at === field.length ? items : null;
}
