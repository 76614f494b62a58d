const ESCAPED_ZERO = Buffer.from([0, 0xff]);
const TEXT_END = Buffer.from([0, 1]);

/** A growing run of bytes, in which the order of the bytes is what counts. */
export class KeyWriter {
  bytes = Buffer.allocUnsafe(4096);
  length = 0;

  reserve(count: number): number {
    const start = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const grown = Buffer.allocUnsafe(this.length * 2);
      this.bytes.copy(grown, 0, 0, start);
      this.bytes = grown;
    }
    return start;
  }
  byte(value: number): void {
    const at = this.reserve(1);
    this.bytes[at] = value;
  }
  /** Zero bytes inside are escaped, so that the end sorts before any continuation. */
  text(value: string): void {
    for (const [index, part] of (value.includes('\0') ? value.split('\0') : [value]).entries()) {
      if (index > 0) this.raw(ESCAPED_ZERO);
      const at = this.reserve(Buffer.byteLength(part));
      this.bytes.write(part, at);
    }
    this.raw(TEXT_END);
  }
  raw(value: Uint8Array): void {
    const at = this.reserve(value.length);
    this.bytes.set(value, at);
  }
  uint32(value: number): void {
    const at = this.reserve(4);
    this.bytes.writeUInt32BE(value, at);
  }
  int64(value: bigint): void {
    const at = this.reserve(8);
    this.bytes.writeBigUInt64BE(BigInt.asUintN(64, value + 2n ** 63n), at);
  }
  complementFrom(start: number): void {
    for (let at = start; at < this.length; at++) this.bytes[at] = ~(this.bytes[at] ?? 0) & 0xff;
  }
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.length));
    this.length = 0;
    return taken;
  }
}
