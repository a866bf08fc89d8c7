/**
 * Tells what is asked under one operation's id from other words under the same id: 64 bits of murmur3's mixing, as two numbers. Only
 * one person's own words are ever compared, so nobody gains by finding two that agree; and every edit pays for it.
 */
export function digestOf(text: string): string {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return `${a >>> 0}.${b >>> 0}`;
}
