/** How somebody likes to see the pages. */
export const themes = ["light", "dark", "system"] as const;
export const palettes = ["usual", "colourblind"] as const;
export type Look = { theme: (typeof themes)[number]; palette: (typeof palettes)[number] };

/** The cookie that says it to the server before anything is drawn; its text is `dark.usual`. */
export const lookCookie = "confer-look";

/** What such a text says; whatever it does not say is as the system has it. */
export function lookIn(text: string | undefined): Look {
  const [theme, palette] = (text ?? "").split(".");
  return {
    theme: themes.find((one) => one === theme) ?? "system",
    palette: palettes.find((one) => one === palette) ?? "usual",
  };
}

export const lookText = ({ theme, palette }: Look): string => `${theme}.${palette}`;
