// Share images: each drawn once, when it is first asked for, and kept in R2 under a name that says what is on it.

import { PART_TIMEOUT_MS, within } from "../db/within";
import { drawShareCard, type Shape, type ShareCard } from "../drawing/share-card";
import type { Env } from "../env";
import { RenderLeases } from "../pages/leases";

type Image = Uint8Array<ArrayBuffer>;

interface Wanted {
  /** In R2. It must change with the card. */
  key: string;
  card: ShareCard;
  shape: Shape;
}

interface Asking {
  clock: () => number;
  waitUntil: (work: Promise<unknown>) => void;
}

/** Of some 30 KB each: for those who ask while one is drawn, and before R2 has it. */
const REMEMBERED = 16;

export class ShareImages {
  readonly #turns = new RenderLeases();
  readonly #drawn = new Map<string, Image>();

  /**
   * The image, in memory, from R2, or drawn: of many requests at once one draws. Null where it can't be drawn. R2 and the
   * typeface get two seconds each.
   */
  async image(env: Pick<Env, "MEDIA" | "TYPE">, wanted: Wanted, { clock, waitUntil }: Asking): Promise<Image | null> {
    const { key } = wanted;
    const look = () => this.#drawn.get(key) ?? null;
    const known = look() ?? (await keptIn(env.MEDIA, key)) ?? look();
    if (known !== null) return known;
    try {
      const draw = async () => {
        const drawn = await within(PART_TIMEOUT_MS, drawShareCard(wanted.card, wanted.shape, reader(env.TYPE)));
        this.#remember(key, drawn);
        waitUntil(keep(env.MEDIA, key, drawn));
        return drawn;
      };
      return await this.#turns.inTurn(key, { clock, look, work: draw });
    } catch (error) {
      console.error({ message: "a share image can't be drawn", key, error: String(error) });
      return null;
    }
  }

  #remember(key: string, image: Image): void {
    this.#drawn.set(key, image);
    const [oldest] = this.#drawn.keys();
    if (this.#drawn.size > REMEMBERED && oldest !== undefined) this.#drawn.delete(oldest);
  }
}

/** Null where there is none, or R2 does not answer: then it is drawn again. */
async function keptIn(bucket: R2Bucket, key: string): Promise<Image | null> {
  try {
    const read = async () => (await bucket.get(key))?.arrayBuffer() ?? null;
    const kept = await within(PART_TIMEOUT_MS, read());
    return kept === null ? null : new Uint8Array(kept);
  } catch (error) {
    console.warn({ message: "a share image can't be read", key, error: String(error) });
    return null;
  }
}

/** What can't be kept is drawn again when it is asked for again. */
async function keep(bucket: R2Bucket, key: string, image: Image): Promise<void> {
  try {
    await bucket.put(key, image, { httpMetadata: { contentType: "image/png" } });
  } catch (error) {
    console.warn({ message: "a share image can't be kept", key, error: String(error) });
  }
}

/** Static assets are asked by address; its host means nothing. */
const reader = (assets: Fetcher) => async (name: string) => {
  const response = await assets.fetch(`https://type.invalid/${name}`);
  if (!response.ok) throw new Error(`the typeface's file ${name} can't be read: ${response.status}`);
  return response.arrayBuffer();
};
