import { benchDecide } from "./decide";
import { benchHttp } from "./http";
import { print } from "./table";

const rows = [...(await benchDecide()), ...(await benchHttp())];
print(rows);
process.exitCode = rows.every((row) => row.ok) ? 0 : 1;
