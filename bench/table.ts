import type { Row } from "./decide";

/** Prints what was measured as a table, each line with its bound. */
export function print(rows: readonly Row[]): void {
  console.log("| what | measured | ratio | bound | |\n|---|---|---|---|---|");
  for (const { name, value, ratio, bound, ok } of rows) {
    console.log(
      `| ${name} | ${value} | ${ratio === undefined ? "" : `${ratio.toFixed(2)}×`} | ${bound} | ${ok ? "holds" : "**missed**"} |`,
    );
  }
}
