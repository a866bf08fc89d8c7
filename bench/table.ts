import type { Row } from "./decide";

export const header = "| what | measured | ratio | bound | |\n|---|---|---|---|---|";

export const lineOf = ({ name, value, ratio, bound, ok }: Row): string =>
  `| ${name} | ${value} | ${ratio === undefined ? "" : `${ratio.toFixed(2)}×`} | ${bound} | ${bound && (ok ? "holds" : "**missed**")} |`;
