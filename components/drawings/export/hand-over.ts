/** What no file system takes in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among it
const NO_NAME = /[\u0000-\u001f<>:"/\\|?*]+/g;

/** Hands a file to the browser, under a name every system takes. */
export function handOver(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement("a"), { href: url, download: name.replace(NO_NAME, " ").trim() });
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
