/** Colours for elements where a diagram has none of its own: light enough for dark text, far enough apart for most eyes. */
export const PALETTE = [
  { colour: "#8fb4f0", name: "blue" },
  { colour: "#6cc5bd", name: "teal" },
  { colour: "#93c47d", name: "green" },
  { colour: "#e6c154", name: "yellow" },
  { colour: "#eb9d5f", name: "orange" },
  { colour: "#e88a82", name: "red" },
  { colour: "#b79ee8", name: "violet" },
  { colour: "#aab0ba", name: "grey" },
] as const;
export type ColourName = (typeof PALETTE)[number]["name"];
