import type { Picture } from "@/lib/domain/diagram/picture";

/** No page of a PDF is wider or higher than 200 inches. */
const LONGEST = 19_000;

/**
 * Gives a picture to the browser's printer, on one sheet as large as the picture: saved as PDF its lines stay lines and its text stays text,
 * in whichever script, because the browser brings the letters along.
 */
export async function printPicture({ svg, width, height }: Picture, title: string): Promise<void> {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const [across, down] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const drawn = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  drawn.setAttribute("width", `${across}`);
  drawn.setAttribute("height", `${down}`);
  const sheet = document.createElement("div");
  sheet.dataset.sheet = "";
  sheet.setAttribute("aria-hidden", "true");
  sheet.append(drawn);
  const rules = new CSSStyleSheet();
  rules.replaceSync(`
    [data-sheet] { display: none }
    @page { size: ${across}px ${down}px; margin: 0 }
    @media print {
      body > :not([data-sheet]) { display: none !important }
      html, body { position: static !important; overflow: visible !important; height: auto !important; padding: 0 !important; background: none !important }
      [data-sheet] { display: block; direction: ltr; break-inside: avoid; print-color-adjust: exact }
      [data-sheet] > svg { display: block }
    }`);
  const before = document.title;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
  document.body.append(sheet);
  // It names the file.
  document.title = title;
  const done = new Promise((resolve) => window.addEventListener("afterprint", resolve, { once: true }));
  try {
    window.print();
    await done;
  } finally {
    document.title = before;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== rules);
    sheet.remove();
  }
}
