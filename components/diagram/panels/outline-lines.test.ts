import { expect, test } from "vitest";
import { checkout } from "@/lib/demo-diagrams";
import { aroundOf } from "@/lib/domain/diagram/around";
import type { Cell } from "@/lib/domain/diagram/cell";
import { labelOf } from "@/lib/domain/diagram/read-cell";
import { linesOf } from "./outline-lines";

const linesIn = (list: Cell[], sought = "") => {
  const cells = new Map(list.map((cell) => [cell.id, cell]));
  const { elements, flows } = linesOf(cells, [...cells.keys()], aroundOf(cells), labelOf, sought);
  return {
    elements: elements.map(({ cell, depth }) => `${"  ".repeat(depth)}${labelOf(cell)}`),
    flows: flows.map(labelOf),
  };
};

test("44: what a boundary holds is read right below it, and what lies outside comes first", () => {
  expect(linesIn(checkout()).elements).toEqual([
    "Shopper",
    "Support",
    "Ledger",
    "Card issuer",
    "Letters",
    "Shop",
    "  Web shop",
    "  Checkout",
    "  Order desk",
    "  Orders",
    "  Fraud check",
    "Cardholder data",
    "  Payment service",
    "  Card vault",
  ]);
});

test("what is sought is found by any part of its name", () => {
  expect(linesIn(checkout(), " ORDER")).toEqual({
    elements: ["  Order desk", "  Orders"],
    flows: ["order", "order and address", "order number", "paid order"],
  });
});

test("boundaries that say to hold each other are read once each", () => {
  const cells = checkout();
  const [shop, data] = cells.filter(({ shape }) => shape === "security-boundary");
  const tied = cells.map((cell) =>
    cell === shop ? { ...cell, parent: data!.id } : cell === data ? { ...cell, parent: shop!.id } : cell,
  );
  expect(
    linesIn(tied)
      .elements.map((line) => line.trim())
      .sort(),
  ).toEqual(
    linesIn(cells)
      .elements.map((line) => line.trim())
      .sort(),
  );
});
