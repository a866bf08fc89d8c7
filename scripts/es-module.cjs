const fs = require("node:fs");

/** A loader that reads the ES module Next ships beside a CommonJS file of its browser code. */
module.exports = function (code) {
  const twin = this.resourcePath.replace("/next/dist/", "/next/dist/esm/");
  return fs.existsSync(twin) ? fs.readFileSync(twin, "utf8") : code;
};
