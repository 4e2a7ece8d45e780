// Pages that show one film, and the player of that film for other sites.

const PLAYERS: readonly { page: RegExp; player: (id: string) => string }[] = [
  {
    page: /^https:\/\/(?:(?:www\.|m\.)?youtube\.com\/(?:watch\?(?:[^#]*&)?v=|shorts\/|live\/)|youtu\.be\/)([\w-]{11})(?![\w-])/,
    player: (id) => `https://www.youtube-nocookie.com/embed/${id}`,
  },
  { page: /^https:\/\/vimeo\.com\/(\d{1,12})(?![\w/])/, player: (id) => `https://player.vimeo.com/video/${id}` },
  {
    page: /^https:\/\/(?:www\.|m\.)?bilibili\.com\/video\/(BV[0-9A-Za-z]{10})(?![\w-])/,
    player: (id) => `https://player.bilibili.com/player.html?bvid=${id}&autoplay=0`,
  },
];

/** The player of the film that a page shows; null where the page isn't known. YouTube's is the one that sets no cookies before it plays. */
export function playerOf(page: string): string | null {
  for (const { page: pattern, player } of PLAYERS) {
    const [, id] = pattern.exec(page) ?? [];
    if (id !== undefined) return player(id);
  }
  return null;
}
