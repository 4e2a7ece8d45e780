// A grey PNG of any size, such as no other test sends (W3C PNG, third edition).

const text = new TextEncoder();

/** `width` × `height` pixels of 8-bit grey; a text chunk makes its bytes its own. */
export async function aPng(width: number, height: number): Promise<ArrayBuffer> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8;
  // Each line begins with its filter, 0.
  const lines = new Uint8Array((width + 1) * height).map((_, n) => (n % (width + 1) === 0 ? 0 : n % 251));
  const deflated = new Response(new Blob([lines]).stream().pipeThrough(new CompressionStream("deflate")));
  const chunks = [
    chunk("IHDR", header),
    chunk("tEXt", text.encode(`id\0${crypto.randomUUID()}`)),
    chunk("IDAT", new Uint8Array(await deflated.arrayBuffer())),
    chunk("IEND", new Uint8Array()),
  ];
  return new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...chunks]).arrayBuffer();
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(text.encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
