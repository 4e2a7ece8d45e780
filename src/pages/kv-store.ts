// Pages in KV: a shortcut that may be empty, slow, down or over quota without harm.

import { within } from "../db/within";
import { sha256Hex } from "../encoding/sha256";
import { KV_TIMEOUT_MS, PAGE_TTL_SECONDS } from "./limits";
import { decodePage, encodePage, type Page } from "./page";

/** All that pages ask of KV. */
export interface PageStore {
  get(key: string, type: "arrayBuffer"): Promise<ArrayBuffer | null>;
  put(key: string, value: Uint8Array<ArrayBuffer>, options: { expirationTtl: number }): Promise<void>;
}

/** A page from KV; null when there is none, or none that can be read in time. */
export async function readPage(kv: PageStore, key: string): Promise<Page | null> {
  try {
    const stored = await within(KV_TIMEOUT_MS, kv.get(await kvKey(key), "arrayBuffer"));
    return stored === null ? null : decodePage(stored);
  } catch (error) {
    // KV is down or hangs: a render takes its place, and `Cache-Status` shows the miss.
    console.warn({ message: "reading a page from KV failed", key, error: String(error) });
    return null;
  }
}

/** Stores a page for 7 days; failing is harmless, since the next visit renders it again. */
export async function writePage(kv: PageStore, key: string, page: Page): Promise<void> {
  try {
    await kv.put(await kvKey(key), encodePage(page), { expirationTtl: PAGE_TTL_SECONDS });
  } catch (error) {
    console.warn({ message: "writing a page to KV failed", key, error: String(error) });
  }
}

/** KV takes 512 bytes of key, and an address may be longer: keys are hashes. */
const kvKey = async (key: string): Promise<string> => `page:${await sha256Hex(key)}`;
