import { inflateSync } from 'node:zlib';

export interface Png {
  width: number;
  height: number;
  /** Red, green, blue and opacity, each 0 to 255, row by row. */
  pixels: readonly (readonly [number, number, number, number])[];
}

const SIGNATURE = '\x89PNG\r\n\x1a\n';
/** Bytes a pixel, by the colour types that Chromium writes: without and with opacity. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/** Reads the plain kind of PNG: eight bits a channel, no palette, not interlaced. Throws on any other. */
export function readPng(bytes: Buffer): Png {
  if (bytes.toString('latin1', 0, 8) !== SIGNATURE) throw new Error('no PNG');
  const chunks = chunksOf(bytes);
  const header = chunks.find(({ name }) => name === 'IHDR')?.data;
  if (!header) throw new Error('a PNG without a header');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, , , interlaced] = header.subarray(8);
  const channels = CHANNELS[colour ?? -1];
  if (depth !== 8 || channels === undefined || interlaced !== 0) throw new Error('a PNG of another kind');
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data));
  const rows = unfilter(inflateSync(packed), width * channels, height, channels);
  const pixels = Array.from({ length: width * height }, (_, i) => {
    const [r = 0, g = 0, b = 0, a = 255] = rows.subarray(i * channels, (i + 1) * channels);
    return [r, g, b, a] as const;
  });
  return { width, height, pixels };
}

function chunksOf(bytes: Buffer): { name: string; data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    chunks.push({ name: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Undoes each row's prediction from its neighbours (PNG specification, section 9). */
function unfilter(raw: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const from = y * (stride + 1);
    const filter = raw[from] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < step ? 0 : (out[at - step] ?? 0);
      const up = y === 0 ? 0 : (out[at - stride] ?? 0);
      const corner = x < step || y === 0 ? 0 : (out[at - stride - step] ?? 0);
      out[at] = (raw[from + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) throw new Error(`no filter ${filter}`);
  const guess = left + up - corner;
  const nearest = Math.min(Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner));
  if (nearest === Math.abs(guess - left)) return left;
  return nearest === Math.abs(guess - up) ? up : corner;
}
