import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Loaded into the servers of a bench: asked by SIGUSR2, what nobody needs any more is let go, and how many bytes are held stands in a file
 * named by the process. What the system keeps for a socket is the same for all servers, and not in it.
 */
process.on("SIGUSR2", () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  fs.writeFileSync(path.join(os.tmpdir(), `confer-held-${process.pid}`), String(heapUsed + external));
});
