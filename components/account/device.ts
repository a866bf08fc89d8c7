/** What a browser says of itself, as names people know; empty where it says nothing of the kind. */
export type Device = { browser: string; system: string; phone: boolean };

const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
  [/^curl\//, "curl"],
  [/^([\w.-]{1,40})\//, "$1"],
];

const systems: [RegExp, string][] = [
  [/\b(iPhone|iPod)\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

export function deviceOf(userAgent: string): Device {
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "";
  const found = browsers.find(([pattern]) => pattern.test(userAgent));
  const browser = found ? (found[1] === "$1" ? (found[0].exec(userAgent)?.[1] ?? "") : found[1]) : "";
  return { browser, system, phone: /\b(Mobile|iPhone|Android)\b/.test(userAgent) };
}
