import { expect, test } from "vitest";
import { checkout } from "../../demo-diagrams";
import { type CellEdit, replay } from "./apply";
import { aroundOf } from "./around";
import type { Cell } from "./cell";
import { freePlace, moveTo, putInto, removalOf } from "./deeds";
import { Document } from "./document";
import { boxOf, labelOf } from "./read-cell";

const drawn = () => {
  const list = checkout();
  const cells = new Map(list.map((cell) => [cell.id, cell]));
  const called = (name: string): Cell => list.find((cell) => labelOf(cell) === name)!;
  return { list, cells, order: list.map(({ id }) => id), called };
};
const laid = (list: Cell[], cells: CellEdit[]) => replay(Document.of(list), { type: "patch", cells }).cells();

test("what is removed takes its flows along, and comes back to where it lay", () => {
  const { list, cells, order, called } = drawn();
  const ids = [called("Checkout").id, called("Card vault").id];
  const { edits, back } = removalOf(cells, order, ids);
  const after = laid(list, edits);
  expect(list.length - after.length).toBe(2 + 4);
  expect(aroundOf(new Map(after.map((cell) => [cell.id, cell]))).into(ids[0]!)).toEqual([]);
  expect(laid(after, back)).toEqual(list);
});

test("a boundary that moves takes what lies in it along, and nothing else", () => {
  const { list, cells, called } = drawn();
  const shop = called("Shop");
  const { x, y } = boxOf(shop)!;
  const after = new Map(laid(list, moveTo(cells, shop.id, { x: x + 30, y: y - 20 })).map((cell) => [cell.id, cell]));
  const moved = list.filter((cell) => boxOf(cell) && boxOf(after.get(cell.id)!)!.x !== boxOf(cell)!.x).map(labelOf);
  expect(moved.sort()).toEqual(["Checkout", "Fraud check", "Order desk", "Orders", "Shop", "Web shop"]);
});

test("what is put into a boundary lies there, beside what is there; put out of it, it lies outside of all", () => {
  const { list, cells, called } = drawn();
  const [ledger, data] = [called("Ledger"), called("Cardholder data")];
  const inside = laid(list, putInto(cells, ledger.id, data.id));
  const now = new Map(inside.map((cell) => [cell.id, cell]));
  expect(now.get(ledger.id)?.parent).toBe(data.id);
  const bare = new Map(inside.map((cell) => [cell.id, { ...cell, parent: null }]));
  expect(aroundOf(bare).boundaryOf(ledger.id)).toBe(data.id);
  const outside = laid(inside, putInto(now, ledger.id, null));
  expect(aroundOf(new Map(outside.map((cell) => [cell.id, cell]))).boundaryOf(ledger.id)).toBeNull();
});

test("a boundary is not put into what it holds", () => {
  const { list, called } = drawn();
  const [shop, data] = [called("Shop"), called("Cardholder data")];
  const nested = new Map(list.map((cell) => [cell.id, cell === data ? { ...cell, parent: shop.id } : cell]));
  expect(putInto(nested, shop.id, data.id)).toEqual([]);
});

test("a free place overlaps nothing", () => {
  const { cells, called } = drawn();
  const size = { width: 140, height: 60 };
  for (const boundary of [null, called("Shop").id]) {
    const place = { ...freePlace(cells, size, boundary), ...size };
    const hit = [...cells.values()].filter((cell) => {
      const box = boxOf(cell);
      if (!box || cell.shape === "security-boundary") return false;
      return (
        place.x < box.x + box.width && box.x < place.x + 140 && place.y < box.y + box.height && box.y < place.y + 60
      );
    });
    expect(hit.map(labelOf)).toEqual([]);
  }
});
