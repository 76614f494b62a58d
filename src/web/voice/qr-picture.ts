import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** A phone reads it from a screen at arm's length. */
const pixelsADot = 10;
/** White around it, in dots: readers look for that. */
const quietZone = 4;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const chunk = (type: string, data: Buffer): Buffer => {
  const typed = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
};

/** One bit a pixel, in shades of grey: 0 is black. */
const head = (side: number): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(side, 0);
  data.writeUInt32BE(side, 4);
  data.writeUInt8(1, 8);
  return data;
};

/** A row as PNG has it: how it is filtered (not), and its pixels. */
const rowOf = (dots: readonly boolean[]): Buffer => {
  const row = Buffer.alloc(1 + Math.ceil((dots.length * pixelsADot) / 8), 0xff);
  row[0] = 0;
  for (let x = 0; x < dots.length * pixelsADot; x += 1)
    if (dots[Math.floor(x / pixelsADot)]) row[1 + (x >> 3)] = (row[1 + (x >> 3)] ?? 0) & ~(0x80 >> (x & 7));
  return row;
};

/** A QR code of a link, as a PNG of a kilobyte or two. */
export const qrPicture = (link: string): Buffer => {
  const { data } = encode(link, { ecc: 'M', border: quietZone });
  const rows = data.flatMap((dots) => Array<Buffer>(pixelsADot).fill(rowOf(dots)));
  return Buffer.concat([
    signature,
    chunk('IHDR', head(data.length * pixelsADot)),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
