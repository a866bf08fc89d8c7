/** The most that is taken of a file once it is packed. */
const MOST = 2 * 1024 * 1024;

/** A text as gzip in base64; null for one that is too large even so. */
export async function pack(text: string): Promise<string | null> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  if (bytes.length > MOST) return null;
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += A_PART) parts.push(String.fromCharCode(...bytes.subarray(at, at + A_PART)));
  return btoa(parts.join(""));
}
const A_PART = 0x8000;
