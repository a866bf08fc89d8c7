import { benchDecide } from "./decide";
import { benchHttp } from "./http";
import { header, lineOf } from "./table";
import { benchWhoCan } from "./who-can";

const rows = [...(await benchDecide()), ...benchWhoCan(), ...(await benchHttp())];
console.log([header, ...rows.map(lineOf)].join("\n"));
process.exitCode = rows.every((row) => row.ok) ? 0 : 1;
