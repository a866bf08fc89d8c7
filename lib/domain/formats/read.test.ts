import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { checkout } from "../../demo-diagrams";
import { boxOf, cellOf, endsOf, kindOf, labelOf, parentOf } from "../diagram/read-cell";
import { wholes } from "./formats.generated";
import { readText } from "./read";
import { type Read, Unreadable } from "./whole";
import { writeFile } from "./write";
import { readXml } from "./xml";

const read = async (text: string): Promise<Read & { format: string }> => {
  const found = await readText(text);
  if (found instanceof Unreadable) throw new Error(found.why);
  return found;
};

it("49: the Open Threat Model goes out as YAML and in again with the same said as in JSON", async () => {
  await fc.assert(
    fc.asyncProperty(wholes, async (whole) => {
      const yaml = await read(await writeFile("otm-yaml", whole));
      expect(yaml.format).toBe("otm");
      expect(yaml).toEqual(await read(await writeFile("otm", whole)));
    }),
    { numRuns: 60 },
  );
});

it("49: the cells that were exported as JSON come in as the same diagram", async () => {
  const cells = checkout();
  const file = JSON.stringify({ id: "x", name: "Checkout", type: "DFD-1.0.0", cells });
  expect((await read(file)).whole.diagrams).toEqual([
    { name: "Checkout", description: null, cells, threats: [], aside: {} },
  ]);
});

const GRAPH = `<mxGraphModel dx="1"><root>
  <mxCell id="0"/><mxCell id="1" parent="0"/>
  <mxCell id="zone" value="Cloud &amp;amp; &lt;b&gt;more&lt;/b&gt;" style="swimlane;html=1;strokeColor=#b85450;" vertex="1" parent="1">
    <mxGeometry x="200" y="40" width="300" height="200" as="geometry"/></mxCell>
  <mxCell id="web" value="Web&lt;br&gt;shop" style="ellipse;whiteSpace=wrap;html=1;fillColor=#dae8fc;" vertex="1" parent="zone">
    <mxGeometry x="40" y="60" width="120" height="60" as="geometry"/></mxCell>
  <object label="Orders" owner="Ana" id="db"><mxCell style="shape=cylinder3;html=1;" vertex="1" parent="zone">
    <mxGeometry x="200" y="60" width="60" height="80" as="geometry"/></mxCell></object>
  <mxCell id="user" value="Shopper" style="rounded=0;html=1;" vertex="1" parent="1"><mxGeometry y="80" width="100" height="60" as="geometry"/></mxCell>
  <mxCell id="odd" value="Thing" style="shape=mxgraph.weird.thing;" vertex="1" parent="1"><mxGeometry x="600" width="50" height="50" as="geometry"/></mxCell>
  <mxCell id="f" value="" style="edgeStyle=orthogonalEdgeStyle;" edge="1" parent="1" source="user" target="web">
    <mxGeometry relative="1" as="geometry"><Array as="points"><mxPoint x="150" y="20"/></Array></mxGeometry></mxCell>
  <mxCell id="fl" value="order" style="edgeLabel;" vertex="1" connectable="0" parent="f"><mxGeometry relative="1" as="geometry"/></mxCell>
  <mxCell id="g" value="saves" style="endArrow=none;startArrow=block;" edge="1" parent="zone" source="web" target="db"><mxGeometry relative="1" as="geometry"/></mxCell>
  <mxCell id="t" style="dashed=1;endArrow=none;" edge="1" parent="1"><mxGeometry as="geometry">
    <mxPoint x="180" y="0" as="sourcePoint"/><mxPoint x="180" y="300" as="targetPoint"/></mxGeometry></mxCell>
</root></mxGraphModel>`;
const squeezed = deflateRawSync(Buffer.from(encodeURIComponent(GRAPH))).toString("base64");

it("49: a file of draw.io is drawn as it lay, plain and compressed alike, and what is not understood is told", async () => {
  const plain = await read(`<mxfile><diagram name="Page">${GRAPH}</diagram></mxfile>`);
  expect(await read(`<?xml version="1.0"?>\n<mxfile><diagram name="Page">${squeezed}</diagram></mxfile>`)).toEqual(
    plain,
  );
  const { cells, name } = plain.whole.diagrams[0]!;
  const named = (label: string) => cells.find((cell) => labelOf(cell) === label)!;
  expect(name).toBe("Page");
  expect(cells.map((cell) => [cell.shape, labelOf(cell)])).toEqual([
    ["security-boundary", "Cloud & more"],
    ["flow", "order"],
    ["flow", "saves"],
    ["trust-boundary-curve", ""],
    ["process", "Web\nshop"],
    ["store", "Orders"],
    ["actor", "Shopper"],
    ["process", "Thing"],
  ]);
  expect(boxOf(named("Web\nshop"))).toEqual({ x: 240, y: 100, width: 120, height: 60 });
  expect(parentOf(named("Orders"))).toBe(named("Cloud & more").id);
  expect(cellOf(endsOf(named("order")).source)).toBe(named("Shopper").id);
  expect(named("order").vertices).toEqual([{ x: 150, y: 20 }]);
  expect(cells.find((cell) => cell.shape === "trust-boundary-curve")).toMatchObject({
    source: { x: 180, y: 0 },
    target: { x: 180, y: 300 },
  });
  expect(plain.remarks).toEqual([{ doubt: "shape", about: "Thing", said: "mxgraph.weird.thing" }]);
  expect(cells.every((cell) => kindOf(cell) !== "other")).toBe(true);
});

const nested = (n: number): string => "<a>".repeat(n) + "</a>".repeat(n);

it("S-58: XML has no document type, no entities of its own, and no depth without end", async () => {
  expect(readXml("<a b='&lt;&#x41;'>x<![CDATA[<y>]]><!-- - --></a>")).toMatchObject({ name: "a", text: "x<y>" });
  for (const text of [
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>',
    "<a><b></a></b>",
    "<a x=1/>",
    "<a/><b/>",
    "<a",
    nested(70),
  ]) {
    expect(readXml(text)).toBe(null);
    expect(await readText(text)).toMatchObject({ why: "broken" });
  }
  expect(readXml(nested(60))?.name).toBe("a");
  expect(readXml("<a>&x;&#0;</a>")?.text).toBe("&x;&#0;");
  expect(readXml(`<a>${"<b/>".repeat(100_001)}</a>`)).toBe(null);
});

it("S-58: what unfolds from little to much is refused: compressed pages, aliases of YAML, types of its own", async () => {
  const bomb = deflateRawSync(Buffer.alloc(17 * 1024 * 1024, "a")).toString("base64");
  expect(await readText(`<mxfile><diagram>${bomb}</diagram></mxfile>`)).toMatchObject({ why: "broken" });
  const laughs = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefghi".split("").map((one, n) => `${one}: &${one} [${Array(9).fill(`*${"abcdefghi"[n]}`)}]`),
  ];
  const before = performance.now();
  expect(await readText(laughs.join("\n"))).toMatchObject({ why: "broken" });
  expect(await readText("otmVersion: 0.2.0\nproject: !!js/function 'function(){}'")).toMatchObject({ why: "unknown" });
  expect(await readText("[".repeat(200_000))).toMatchObject({ why: "broken" });
  expect(await readText(`a: ${"[".repeat(50_000)}`)).toMatchObject({ why: "broken" });
  expect(await readText('{"summary": "\\u0000"}')).toMatchObject({ why: "broken" });
  expect(await readText("just words")).toMatchObject({ why: "unknown" });
  expect(performance.now() - before).toBeLessThan(5_000);
});
