// @ts-check
import fs from "node:fs";
import path from "node:path";

/**
 * The floors of the house, checked: arrows run downwards, and nothing goes in a circle. Reads every import of ours from the
 * source text (the dependency checkers at hand do not know TypeScript 7 yet). Tests stand outside and may reach what they test.
 *
 * @typedef {{ to: string, types: boolean }} Arrow `to` is a file of ours or the name of a package; `types` when only types travel
 * @typedef {{ comment: string, from: RegExp, may?: RegExp, never?: RegExp, unlessTypes?: boolean, own?: RegExp }} Rule
 * Of what matches `from`, files of ours must match `may`, nothing may match `never`; `own` names the room whose inside is free.
 */

const ROOMS = ["app", "components", "db", "lib"];
// `*.generated.ts` makes cases for tests.
const TEST = /\.(test|generated)\.tsx?$/;
// Small rooms of lib that know no noun, such as secrets and their kinds. The others there stand on top of everything.
const TOOLS = "lib/(?!(auth|boot|furnish|server-hooks)\\.)[^/]+$";
const SHARED_VERBS = "lib/operations/([^/]+\\.ts|wire/.*)$";

/** @param {...string} rooms */
const below = (...rooms) => new RegExp(`^(${rooms.join("|")})`);

/** @type {Rule[]} */
const rules = [
  {
    comment: "the nouns import nothing else",
    from: /^lib\/domain\//,
    may: /^lib\/domain\//,
    never: /^(?!zod$|yaml$|lib\/domain\/|node:crypto$)/,
  },
  {
    comment: "what is remembered reaches only the nouns",
    from: /^db\//,
    may: below("db/", "lib/domain/", "lib/mail\\.ts$", TOOLS),
  },
  {
    comment: "letters reach what is remembered, and the nouns",
    from: /^lib\/mail\.ts$/,
    may: below("db/", "lib/domain/", TOOLS),
  },
  {
    comment: "verbs reach what is remembered, letters, and the nouns",
    from: /^lib\/operations\//,
    may: below("lib/operations/", "lib/domain/", "lib/mail\\.ts$", "db/", TOOLS),
  },
  {
    comment: "a verb never calls another noun's verbs",
    from: /^lib\/operations\/[^/]+\//,
    may: below(SHARED_VERBS, "(?!lib/operations/)"),
    own: /^lib\/operations\/[^/]+\//,
  },
  {
    comment: "doors do not call each other",
    from: /^lib\/(actions|rest|realtime)\//,
    never: /^lib\/(actions|rest|realtime)\//,
    own: /^lib\/[^/]+\//,
  },
  { comment: "a door reaches verbs, never a page or a component", from: /^lib\//, never: /^(app|components)\// },
  {
    comment: "a component reaches its folder, ui, actions and the nouns",
    from: /^components\//,
    may: below("components/", "lib/(actions|domain)/", "lib/realtime/(client|protocol|room-client)\\.ts$"),
  },
  {
    comment: "folders of components know only what they share; pages introduce the rest",
    from: /^components\/[^/]+\//,
    never: /^components\/(?!(ui|words|sharing|drawings|threats|requests)\/)[^/]+\//,
    own: /^components\/[^/]+\//,
  },
  { comment: "words know only ui", from: /^components\/words\//, never: /^components\/(?!(ui|words)\/)/ },
  {
    comment: "sharing knows only ui and words",
    from: /^components\/sharing\//,
    never: /^components\/(?!(ui|words|sharing)\/)[^/]+\//,
  },
  {
    comment: "threats know only drawings, ui and words",
    from: /^components\/threats\//,
    never: /^components\/(?!(ui|words|drawings|threats)\/)[^/]+\//,
  },
  {
    comment: "drawings know only ui and words",
    from: /^components\/drawings\//,
    never: /^components\/(?!(ui|words|drawings)\/)[^/]+\//,
  },
  {
    comment: "asking for access is shared by what refuses it",
    from: /^components\/requests\//,
    never: /^components\/(?!(ui|words|requests)\/)[^/]+\//,
  },
  { comment: "ui knows no word of our domain", from: /^components\/ui\//, never: /^(lib|db)\// },
  { comment: "nobody imports a page", from: /^(components|db|lib)\//, never: /^app\// },
  {
    comment: "a page never reaches what is remembered; the cast is only names",
    from: /^app\//,
    never: /^(db\/(?!cast\.)|lib\/operations\/)/,
    unlessTypes: true,
  },
  { comment: "only db speaks to the database", from: /^(?!db\/)/, never: /^(kysely|pg)$/, unlessTypes: true },
];

process.chdir(path.dirname(import.meta.dirname));
const house = new Map(ROOMS.flatMap(sources).map((file) => [file, arrowsOf(file)]));
const faults = [
  ...[...house].flatMap(([file, arrows]) => arrows.flatMap((arrow) => broken(file, arrow))),
  ...circles(),
];
for (const fault of faults) console.log(fault);
console.log(`${house.size} rooms, ${[...house.values()].flat().length} arrows, ${faults.length} of them wrong.`);
process.exit(faults.length ? 1 : 0);

/** @param {string} file @param {Arrow} arrow @returns {string[]} */
function broken(file, { to, types }) {
  const isOurs = house.has(to) || ROOMS.some((room) => to.startsWith(`${room}/`));
  return rules
    .filter(({ from, may, never, unlessTypes, own }) => {
      if (!from.test(file) || (types && unlessTypes)) return false;
      const room = own?.exec(file)?.[0];
      if (room && to.startsWith(room)) return false;
      return (isOurs && may && !may.test(to)) || never?.test(to);
    })
    .map(({ comment }) => `${file} → ${to}: ${comment}`);
}

/** Every circle once: types and what comes later count too, because whoever reads has to follow them. @returns {string[]} */
function circles() {
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const found = [];
  /** @param {string} file @param {string[]} way */
  const walk = (file, way) => {
    const at = way.indexOf(file);
    if (at >= 0) return void found.push(`${[...way.slice(at), file].join(" → ")}: a circle`);
    if (done.has(file)) return;
    for (const { to } of house.get(file) ?? []) walk(to, [...way, file]);
    done.add(file);
  };
  for (const file of house.keys()) walk(file, []);
  return found;
}

/** @param {string} room @returns {string[]} */
function sources(room) {
  if (!fs.existsSync(room)) return [];
  const entries = fs.readdirSync(room, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.posix.join(entry.parentPath, entry.name));
  return files.filter((file) => /\.(tsx?|mjs)$/.test(file) && !TEST.test(file) && !file.endsWith(".d.ts"));
}

/** @param {string} file @returns {Arrow[]} */
function arrowsOf(file) {
  const text = fs.readFileSync(file, "utf8").replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  const declared = text.matchAll(/^(?:import|export)\s(?:([^;"'`]*?)\sfrom\s)?["']([^"']+)["']/gm);
  const dynamic = text.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  return [
    ...[...declared].map(([, names = "", to = ""]) => ({ to: resolved(file, to), types: onlyTypes(names) })),
    ...[...dynamic].map(([, to = ""]) => ({ to: resolved(file, to), types: false })),
  ];
}

/** @param {string} names what stands between `import` and `from` */
function onlyTypes(names) {
  if (/^type\s/.test(names)) return true;
  const braced = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  return braced?.split(",").every((name) => !name.trim() || name.trim().startsWith("type ")) ?? false;
}

/** @param {string} file @param {string} to @returns {string} */
function resolved(file, to) {
  const isOurs = to.startsWith(".") || to.startsWith("@/");
  if (!isOurs) return to.startsWith("node:") ? to : (/^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to);
  const bare = to.startsWith("@/") ? to.slice(2) : path.posix.join(path.posix.dirname(file), to);
  const candidates = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"].map((end) => `${bare}${end}`);
  return candidates.find((one) => fs.existsSync(one) && fs.statSync(one).isFile()) ?? bare;
}
