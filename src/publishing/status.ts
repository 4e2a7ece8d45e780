// An article's status: what was saved, read by the clock; and what a request's status and times mean.

/** What is saved of an article's visibility. */
export interface Visibility {
  state: "draft" | "live" | "withdrawn";
  /** Ms since the epoch, whole seconds; null for a draft without a plan. */
  publishedAt: number | null;
  expireAt: number | null;
}

export type Status = "draft" | "scheduled" | "published" | "expired" | "withdrawn";

/** What readers see of an article at a moment. */
export function statusOf({ state, publishedAt, expireAt }: Visibility, now: number): Status {
  if (state !== "live") return state;
  if (publishedAt === null || publishedAt > now) return "scheduled";
  return expireAt !== null && expireAt <= now ? "expired" : "published";
}

/** What a request says of visibility; what it leaves out stays `undefined`. */
export interface Wish {
  status?: "draft" | "published" | "scheduled" | undefined;
  publishAt?: number | null | undefined;
  expireAt?: number | null | undefined;
}

export type WishFailure = { field: "publishAt" | "expireAt" | "status"; detail: string };

const NEW: Visibility = { state: "draft", publishedAt: null, expireAt: null };

/** What visibility a request asks for, from what was saved (null: a new article), or which field contradicts another. */
export function fulfil(wish: Wish, saved: Visibility | null, now: number): Visibility | WishFailure {
  const state = wishedState(wish, saved);
  const publishedAt = wishedTime(wish, saved, { state, now });
  const expireAt = wish.expireAt === undefined ? (saved ?? NEW).expireAt : wish.expireAt;
  if (wish.status === "published" && publishedAt !== null && publishedAt > now) {
    return {
      field: "publishAt",
      detail: 'lies ahead: leave "status" out or send "scheduled", or send a time that has passed',
    };
  }
  if (wish.status === "scheduled" && (publishedAt === null || publishedAt <= now)) {
    return { field: "publishAt", detail: 'must be a time ahead when "status" is "scheduled"' };
  }
  const changesTimes = wish.expireAt !== undefined || wish.publishAt !== undefined || saved === null;
  if (changesTimes && expireAt !== null && expireAt <= (publishedAt ?? now)) {
    return { field: "expireAt", detail: "must be later than the publication" };
  }
  return { state, publishedAt, expireAt };
}

function wishedState({ status }: Wish, saved: Visibility | null): Visibility["state"] {
  if (status === "draft") return "draft";
  if (status !== undefined || saved === null) return "live";
  return saved.state;
}

function wishedTime(
  { status, publishAt }: Wish,
  saved: Visibility | null,
  { state, now }: { state: Visibility["state"]; now: number },
): number | null {
  if (publishAt !== undefined && publishAt !== null) return publishAt;
  const planned = publishAt === null ? null : (saved?.publishedAt ?? null);
  if (state !== "live" || status === "scheduled") return planned;
  const isPublishedBefore = planned !== null && planned <= now && saved?.state !== "draft";
  const staysScheduled = status === undefined && planned !== null;
  return isPublishedBefore || staysScheduled ? planned : toSecond(now);
}

const toSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;
