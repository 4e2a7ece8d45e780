// The groups of calls, in the order in which the pages show them.

export const TAGS = {
  Articles: "Publish, change and withdraw articles; their earlier versions, and the way back to one.",
  Previews: "What a text will look like, before anybody reads it.",
  Site: "What every page shows: settings, sections, standing pages, friend links and hot searches. Each is read and replaced whole.",
  Redirects: "Where an older site's addresses lead.",
  Media: "The library of images and files.",
  Purges: "Which kept pages are made again, and when.",
  People: "Who may come in, and as what.",
  Tokens: "What people and machines show to come in.",
  "Import and export": "Everything that the site holds, out and in; and what other sites leave behind.",
  Statistics: "Reads by day, article, section and where readers came from.",
  Operations: "How the site is doing, and who did what.",
  Session: "The mark of an editor's browser, whose reads don't count.",
  Description: "This description.",
} as const satisfies Record<string, string>;

export type Tag = keyof typeof TAGS;

/** A tag as the last part of an address. */
export const slugOfTag = (tag: string): string => tag.toLowerCase().replaceAll(" ", "-");
