import fs from "node:fs";
import path from "node:path";
import { type Node, type SourceFile, SyntaxKind } from "typescript/unstable/ast";
import {
  isBinaryExpression,
  isJsxAttribute,
  isJsxExpression,
  isJsxText,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  isTemplateExpression,
} from "typescript/unstable/ast/is";
import { API } from "typescript/unstable/sync";
import { expect, test } from "vitest";

/** Attributes that are seen or heard. */
const SAID = new Set([
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "aria-valuetext",
  "title",
  "placeholder",
  "alt",
  "label",
  "hint",
  "says",
  "act",
  "verb",
]);
/** Names, and what a key is called on every keyboard. */
const NAMES = /^(Confer|Enter|Esc|Tab|Ctrl|Shift|Alt|Home|End|F6|⌘|\?)$/;

const CHOOSES = new Set([SyntaxKind.ConditionalExpression, SyntaxKind.ParenthesizedExpression]);
const JOINS = new Set([
  SyntaxKind.QuestionQuestionToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.PlusToken,
]);

const literals = literalsOf(["app", "components"]);

test("no literal text stands in a page or a component: what people read comes from lib/messages", () => {
  expect(literals).toEqual([]);
});

/** "file:line text" of all that people would read as it stands there. */
function literalsOf(rooms: string[]): string[] {
  const files = rooms
    .flatMap((room) => fs.readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => path.join(room, file)))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\.d\.ts$/.test(file));
  const api = new API({ cwd: process.cwd() });
  try {
    const [project] = api.updateSnapshot({ openProject: path.resolve("tsconfig.json") }).getProjects();
    return files.flatMap((file) => {
      const source = project!.program.getSourceFile(path.resolve(file));
      return source ? textsIn(source).map(({ text, line }) => `${file}:${line} ${text}`) : [];
    });
  } finally {
    api.close();
  }
}

function textsIn(source: SourceFile): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  const look = (node: Node): void => {
    const text = textOf(node);
    if (text !== null && isRead(node, text)) {
      found.push({ text, line: source.text.slice(0, node.getStart(source)).split("\n").length });
    }
    node.forEachChild(look);
  };
  look(source);
  return found;
}

function textOf(node: Node): string | null {
  if (isJsxText(node) || isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text.trim();
  if (isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("…");
  return null;
}

function isRead(node: Node, text: string): boolean {
  if (!/\p{L}{2}/u.test(text) || NAMES.test(text)) return false;
  if (isJsxText(node)) return true;
  const place = holderOf(node);
  if (isJsxAttribute(place)) return SAID.has(place.name.getText());
  if (isJsxExpression(place)) return true;
  // Anywhere else, what reads like a sentence: a capital, then another word. Errors are for developers.
  return /^\p{Lu}\p{L}*[,;:]? \p{L}/u.test(text) && !isNewExpression(node.parent);
}

/** The attribute or the braces a literal stands in, through what only chooses between literals. */
function holderOf(node: Node): Node {
  let at = node.parent;
  while (CHOOSES.has(at.kind) || (isBinaryExpression(at) && JOINS.has(at.operatorToken.kind))) at = at.parent;
  return isJsxExpression(at) && isJsxAttribute(at.parent) ? at.parent : at;
}
