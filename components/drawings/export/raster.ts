import type { Picture } from "@/lib/domain/diagram/picture";

/** No browser makes a picture with more points; some stop earlier and say nothing. */
const MOST_POINTS = 64 * 1024 * 1024;
const LONGEST_SIDE = 16_000;

/** By how much a picture can be enlarged at most; below 1 it has to shrink. */
export const mostScale = ({ width, height }: Picture): number =>
  Math.min(LONGEST_SIDE / Math.max(width, height), Math.sqrt(MOST_POINTS / (width * height)));

/** A picture as PNG, every grid point `scale` points wide. */
export async function pngOf({ svg, width, height }: Picture, scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("The browser could not make the picture.");
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
