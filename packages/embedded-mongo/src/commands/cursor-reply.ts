import { encode } from '../values/bson-document.ts';

/** `{ cursor: { <name>: [documents], id, ns }, ok: 1 }` around documents that are BSON already. */
export function cursorReply(
  name: 'firstBatch' | 'nextBatch',
  batch: Uint8Array[],
  id: unknown,
  ns: string,
): Uint8Array {
  const tail = Buffer.from(encode({ id, ns })).subarray(4);
  const keys = batch.map((_, i) => Buffer.from(`\x03${i}\0`));
  const arrayBytes = 5 + batch.reduce((sum, doc, i) => sum + doc.length + (keys[i]?.length ?? 0), 0);
  const arrayHead = Buffer.alloc(1 + name.length + 1 + 4);
  arrayHead[0] = 4;
  arrayHead.write(name, 1);
  arrayHead.writeInt32LE(arrayBytes, name.length + 2);
  const cursorBytes = 4 + name.length + 2 + arrayBytes + tail.length;
  const ok = Buffer.from(encode({ ok: 1 })).subarray(4);
  const head = Buffer.alloc(4 + 1 + 'cursor'.length + 1 + 4);
  head.writeInt32LE(4 + 8 + cursorBytes + ok.length, 0);
  head[4] = 3;
  head.write('cursor', 5);
  head.writeInt32LE(cursorBytes, 12);
  const items = batch.flatMap((doc, i) => [keys[i] as Buffer, doc]);
  return Buffer.concat([head, arrayHead, ...items, Buffer.from([0]), tail, ok]);
}
