// Pictures and a recording that say where they were made, as phones write it: 31° 13′ 4″ N, and a word in each kind of metadata.

import { env } from "cloudflare:workers";
import { aPng } from "../site/a-png";

const text = new TextEncoder();
export const WORD = "Nanjing Road";
export const WORD_OF_AVIF = "SECRET";
/** The latitude as Exif data have it. */
export const LATITUDE = numbers(31, 1, 13, 1, 4, 1);
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${WORD}</x:xmpmeta>`;

export type Bytes = Uint8Array<ArrayBuffer>;

export function join(...parts: (Uint8Array | string)[]): Bytes {
  const bytes = parts.flatMap((part) => [...(typeof part === "string" ? text.encode(part) : part)]);
  return Uint8Array.from(bytes);
}

function numbers(...values: number[]): Bytes {
  return Uint8Array.from(values.flatMap((value) => [value & 0xff, value >> 8, 0, 0]));
}

const big = (value: number): Bytes => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

/** TIFF, little end first: an orientation, and the directory of the place. */
const tiff = (orientation: number): Bytes => {
  const entry = (tag: number, type: number, count: number, value: number) =>
    join(Uint8Array.of(tag & 0xff, tag >> 8, type, 0), numbers(count, value));
  const main = join(Uint8Array.of(2, 0), entry(0x0112, 3, 1, orientation), entry(0x8825, 4, 1, 38), numbers(0));
  const place = join(Uint8Array.of(2, 0), entry(1, 2, 2, 0x4e), entry(2, 5, 3, 68), numbers(0));
  return join("II*\0", numbers(8), main, place, LATITUDE, WORD);
};

const encoded = async (type: "image/jpeg" | "image/webp"): Promise<Bytes> => {
  const png = new Blob([await aPng(40, 20)]).stream();
  const made = await env.IMAGES?.input(png).output({ format: type });
  if (made === undefined) throw new Error("The tests need the images binding.");
  return new Uint8Array(await new Response(made.image()).arrayBuffer());
};

const segment = (marker: number, content: Bytes): Bytes =>
  join(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, content.length + 2), content);

export async function aJpeg(orientation: number): Promise<Bytes> {
  const picture = await encoded("image/jpeg");
  return join(
    picture.subarray(0, 2),
    segment(0xe1, join("Exif\0\0", tiff(orientation))),
    segment(0xe1, join("http://ns.adobe.com/xap/1.0/\0", XMP)),
    segment(0xed, join("Photoshop 3.0\0", WORD)),
    segment(0xfe, join(WORD)),
    picture.subarray(2),
    // A phone's moving picture follows the still one.
    box("ftyp", "mp42"),
    box("moov", box("udta", WORD)),
  );
}

export async function aPngWithPlace(orientation: number): Promise<Bytes> {
  const picture = new Uint8Array(await aPng(40, 20));
  // Nobody reads these chunks' checksums.
  const chunk = (type: string, data: Bytes) => join(big(data.length), type, data, big(0));
  return join(
    picture.subarray(0, 33),
    chunk("eXIf", tiff(orientation)),
    chunk("iTXt", join("XML:com.adobe.xmp\0\0\0\0\0", XMP)),
    chunk("tEXt", join("Raw profile type exif\0", WORD)),
    chunk("tEXt", join("exif:GPSLatitude\0", WORD)),
    chunk("tEXt", join("Title\0A title")),
    picture.subarray(33),
    join(WORD),
  );
}

export async function aWebp(orientation: number): Promise<Bytes> {
  const simple = await encoded("image/webp");
  const chunk = (type: string, data: Bytes) => join(type, numbers(data.length), data, new Uint8Array(data.length % 2));
  // Flags of Exif data and XMP; width and height less one.
  const extended = chunk("VP8X", Uint8Array.of(0b1100, 0, 0, 0, 39, 0, 0, 19, 0, 0));
  const chunks = join(extended, simple.subarray(12), chunk("EXIF", tiff(orientation)), chunk("XMP ", join(XMP)));
  return join("RIFF", numbers(chunks.length + 4), "WEBP", chunks);
}

export function aGif(): Bytes {
  const picture = Uint8Array.fromBase64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
  const subBlock = (content: string) => join(Uint8Array.of(content.length), content);
  return join(
    picture.subarray(0, 19),
    Uint8Array.of(0x21, 0xff),
    ...["XMP DataXMP", XMP].map(subBlock),
    Uint8Array.of(0, 0x21, 0xfe),
    subBlock(WORD),
    Uint8Array.of(0),
    picture.subarray(19),
  );
}

/** 4 × 2 pixels, made by libheif, with Exif data and XMP as items, and a word of its own in both. */
export const anAvif = (): Bytes => Uint8Array.fromBase64(AVIF);

const box = (type: string, ...content: (Uint8Array | string)[]): Bytes => {
  const inside = join(...content);
  return join(
    big(inside.length + 8),
    Uint8Array.from(type, (letter) => letter.charCodeAt(0)),
    inside,
  );
};

export const anMp4 = (): Bytes =>
  join(
    box("ftyp", "isom", big(512), "isommp42"),
    box(
      "moov",
      box("mvhd", new Uint8Array(100)),
      box("trak", box("tkhd", new Uint8Array(84)), box("udta", box("name", WORD))),
      box("meta", box("keys", "com.apple.quicktime.location.ISO6709"), box("ilst", WORD)),
      box("udta", box("\u00a9xyz", "+31.2178+121.4667/", WORD)),
    ),
    box("uuid", new Uint8Array(16), XMP),
    box("mdat", "the sound and the picture"),
  );

const AVIF = [
  "AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAAWFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAEZpbG9jAAAAAERA",
  "AAMAAQAAAAABhQABAAAAAAAAAEMAAgAAAAAByAABAAAAAAAAAVAAAwAAAAADGAABAAAAAAAAAIEAAABiaWluZgAAAAAAAwAAABVpbmZlAgAAAAABAABh",
  "djAxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAACppbmZlAgAAAQADAABtaW1lAGFwcGxpY2F0aW9uL3JkZit4bWwAAAAAAA5waXRtAAAAAAABAAAAVmlw",
  "cnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAQAAAACAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAoaXJl",
  "ZgAAAAAAAAAOY2RzYwACAAEAAQAAAA5jZHNjAAMAAQABAAACHG1kYXQSAAoIOAQ7SAhoNIAyNRPCYyaAAPCAAAAA9m8tMzckLYlYu+hsUENedXKSvMQ0",
  "2xCzG1xoC55bZEtibIyr66TO8VQgAAAABkV4aWYAAElJKgAIAAAACAASAQMAAQAAAAEAAAAaAQUAAQAAAG4AAAAbAQUAAQAAAHYAAAAoAQMAAQAAAAIA",
  "AAATAgMAAQAAAAEAAACYggIABwAAAH4AAABphwQAAQAAAIYAAAAliAQAAQAAANQAAAAAAAAAOGMAAOgDAAA4YwAA6AMAAFNFQ1JFVAAABgAAkAcABAAA",
  "ADAyMTABkQcABAAAAAECAwAAoAcABAAAADAxMDABoAMAAQAAAP//AAACoAQAAQAAAAQAAAADoAQAAQAAAAIAAAAAAAAABQABAAIAAgAAAE4AAAACAAUA",
  "AwAAAC4BAAADAAIAAgAAAEUAAAAEAAUAAwAAABYBAAAcAAcAAAAAAAAAAAAAAAAAeQAAAAEAAAAcAAAAAQAAAAAAAAABAAAAHwAAAAEAAAANAAAAAQAA",
  "AAQAAAABAAAAPHg6eG1wbWV0YSB4bWxuczp4PSJhZG9iZTpuczptZXRhLyI+PHJkZjpSREYgeG1sbnM6cmRmPSJodHRwOi8vd3d3LnczLm9yZy8xOTk5",
  "LzAyLzIyLXJkZi1zeW50YXgtbnMjIj5TRUNSRVQ8L3JkZjpSREY+PC94OnhtcG1ldGE+",
].join("");
