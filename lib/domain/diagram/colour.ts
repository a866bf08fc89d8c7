/** Colours of cells: hex, rgb() or a name. Only what is understood here is ever written into markup. */
type Rgb = readonly [number, number, number];

const NAME = /^[a-z]{3,20}$/i;

export const isPlainColour = (text: string): boolean => rgbOf(text) !== null || NAME.test(text);

function rgbOf(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex) {
    const long = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16)) as unknown as Rgb;
  }
  const parts = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/i.exec(text.trim());
  return parts ? (parts.slice(1).map((part) => Math.min(255, Number(part))) as unknown as Rgb) : null;
}

const hexOf = (rgb: Rgb): string => `#${rgb.map((one) => Math.round(one).toString(16).padStart(2, "0")).join("")}`;

/** Relative luminance (WCAG 2). */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((one) => {
    const part = one / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const BLACK = "#1b1c20";
const WHITE = "#ffffff";

/** Ink that is read on this ground. */
export function readableOn(ground: string): string {
  const rgb = rgbOf(ground);
  return !rgb || contrast(rgb, rgbOf(BLACK)!) >= contrast(rgb, rgbOf(WHITE)!) ? BLACK : WHITE;
}

/** The colour, moved away from the ground until its line is seen on it (3:1). */
export function seenOn(ground: string, colour: string): string {
  const [on, rgb] = [rgbOf(ground), rgbOf(colour)];
  if (!on || !rgb) return colour;
  const towards: Rgb = luminance(on) < 0.5 ? [255, 255, 255] : [0, 0, 0];
  for (let part = 0; part <= 1; part += 0.1) {
    const mixed = rgb.map((one, at) => one + (towards[at]! - one) * part) as unknown as Rgb;
    if (contrast(mixed, on) >= 3) return hexOf(mixed);
  }
  return hexOf(towards);
}
