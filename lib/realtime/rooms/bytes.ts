/**
 * Messages as they go over the wire, one WebSocket frame each and all in one piece. What a server sends is not masked, so these bytes are
 * the same for everybody who is told the same.
 */
export function bytesOf(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const total = lengths.reduce((sum, length) => sum + headLength(length) + length, 0);
  const bytes = Buffer.allocUnsafe(total);
  let at = 0;
  for (const [n, text] of texts.entries()) {
    at = writeHead(bytes, at, lengths[n]!);
    at += bytes.write(text, at);
  }
  return bytes;
}

const SHORT = 125;
const MIDDLE = 0xffff;
/** The only frame of a text. */
const TEXT = 0x81;

const headLength = (length: number): number => (length <= SHORT ? 2 : length <= MIDDLE ? 4 : 10);

/** RFC 6455, section 5.2. Answers where the text begins. */
function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = TEXT;
  if (length <= SHORT) return bytes.writeUInt8(length, at + 1);
  if (length <= MIDDLE) {
    bytes[at + 1] = 126;
    return bytes.writeUInt16BE(length, at + 2);
  }
  bytes[at + 1] = 127;
  return bytes.writeBigUInt64BE(BigInt(length), at + 2);
}
