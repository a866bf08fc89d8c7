import { benchDecide } from "./decide";
import { benchHttp } from "./http";

const rows = [...(await benchDecide()), ...(await benchHttp())];
console.log("| what | measured | ratio | bound | |\n|---|---|---|---|---|");
for (const { name, value, ratio, bound, ok } of rows) {
  console.log(
    `| ${name} | ${value} | ${ratio === undefined ? "" : `${ratio.toFixed(2)}×`} | ${bound} | ${ok ? "holds" : "**missed**"} |`,
  );
}
process.exitCode = rows.every((row) => row.ok) ? 0 : 1;
