import { randomUUID } from "node:crypto";
import type { Cell } from "./domain/diagram/cell";

/** The diagrams of the demo: one that a person reads at a glance, and one as large as they come. */

type Box = { shape: "actor" | "process" | "store"; name: string; column: number; row: number };

const COLUMN = 220;
const ROW = 130;
const SIZE = { width: 140, height: 60 };
const BORDER = 40;

const at = (column: number, row: number) => ({ x: 80 + column * COLUMN, y: 100 + row * ROW });

const node = ({ shape, name, column, row }: Box): Cell => ({
  id: randomUUID(),
  shape,
  position: at(column, row),
  size: SIZE,
  attrs: { body: { fill: "#ffffff", stroke: "#000000", strokeWidth: 1 }, text: { text: name, fontSize: 12 } },
  ports: { items: ["top", "right", "bottom", "left"].map((id) => ({ id, group: id })) },
  data: { _metadata: [] },
});

/** A dashed line around these columns and rows. It lies under what it holds, so it comes first. */
function boundary(name: string, from: [number, number], to: [number, number]): Cell {
  const [start, end] = [at(...from), at(...to)];
  return {
    id: randomUUID(),
    shape: "security-boundary",
    position: { x: start.x - BORDER, y: start.y - BORDER },
    size: { width: end.x - start.x + SIZE.width + 2 * BORDER, height: end.y - start.y + SIZE.height + 2 * BORDER },
    attrs: {
      body: { fill: "#ffffff", fillOpacity: 0, stroke: "#000000", strokeWidth: 2, strokeDasharray: "10 5" },
      text: { text: name, fontSize: 12, refY: 12, textVerticalAnchor: "top" },
    },
    data: { _metadata: [], security_boundary: true },
  };
}

const flow = (source: Cell, target: Cell, label: string, [from, to] = ["right", "left"]): Cell => ({
  id: randomUUID(),
  shape: "flow",
  source: { cell: source.id, port: from },
  target: { cell: target.id, port: to },
  attrs: { line: { stroke: "#000000", strokeWidth: 1, targetMarker: { name: "block", size: 8 } } },
  labels: label ? [{ attrs: { text: { text: label, fontSize: 10 } }, position: 0.5 }] : [],
  vertices: [],
  data: { _metadata: [] },
});

/** 25 elements: what happens when somebody pays with a card. */
export function checkout(): Cell[] {
  const boxes = {
    shopper: node({ shape: "actor", name: "Shopper", column: 0, row: 0 }),
    support: node({ shape: "actor", name: "Support", column: 0, row: 2 }),
    shop: node({ shape: "process", name: "Web shop", column: 1, row: 0 }),
    checkout: node({ shape: "process", name: "Checkout", column: 2, row: 0 }),
    desk: node({ shape: "process", name: "Order desk", column: 1, row: 2 }),
    orders: node({ shape: "store", name: "Orders", column: 2, row: 2 }),
    fraud: node({ shape: "process", name: "Fraud check", column: 2, row: 1 }),
    payment: node({ shape: "process", name: "Payment service", column: 3, row: 0 }),
    vault: node({ shape: "store", name: "Card vault", column: 3, row: 1 }),
    ledger: node({ shape: "process", name: "Ledger", column: 3, row: 2 }),
    issuer: node({ shape: "actor", name: "Card issuer", column: 4, row: 0 }),
    letters: node({ shape: "process", name: "Letters", column: 4, row: 2 }),
  };
  const down: [string, string] = ["bottom", "top"];
  return [
    boundary("Shop", [1, 0], [2, 2]),
    boundary("Cardholder data", [3, 0], [3, 1]),
    ...Object.values(boxes),
    flow(boxes.shopper, boxes.shop, "basket"),
    flow(boxes.shop, boxes.checkout, "order"),
    flow(boxes.checkout, boxes.fraud, "order and address", down),
    flow(boxes.checkout, boxes.payment, "card number"),
    flow(boxes.payment, boxes.vault, "token", down),
    flow(boxes.payment, boxes.issuer, "authorization"),
    flow(boxes.fraud, boxes.orders, "risk", down),
    flow(boxes.support, boxes.desk, "question"),
    flow(boxes.desk, boxes.orders, "order number"),
    flow(boxes.orders, boxes.ledger, "paid order"),
    flow(boxes.ledger, boxes.letters, "receipt"),
  ];
}

const AREAS =
  "Catalogue Search Basket Prices Stock Checkout Payments Invoices Shipping Returns Reviews Accounts Letters Offers Reports Support".split(
    " ",
  );
const PARTS: [Box["shape"], string][] = [
  ["process", "door"],
  ["process", "rules"],
  ["store", "rows"],
  ["process", "import"],
  ["process", "worker"],
  ["store", "queue"],
  ["actor", "team"],
  ["process", "export"],
  ["store", "archive"],
];
/** Which part sends to which, by place in the list. */
const ROUTES: [number, number][] = [
  [0, 1],
  [1, 2],
  [3, 4],
  [4, 5],
  [6, 7],
  [7, 8],
  [0, 3],
  [3, 6],
  [1, 4],
  [4, 7],
  [2, 5],
  [5, 8],
  [4, 2],
  [7, 5],
];
const AREAS_A_LINE = 4;

/** 400 elements: every area of the shop is made alike, and each hands on to the next. */
export function wholeShop(): Cell[] {
  const areas = AREAS.map((name, n) => {
    const [left, top] = [(n % AREAS_A_LINE) * 4, Math.floor(n / AREAS_A_LINE) * 4];
    const nodes = PARTS.map(([shape, part], place) =>
      node({ shape, name: `${name} ${part}`, column: left + (place % 3), row: top + Math.floor(place / 3) }),
    );
    const flows = ROUTES.map(([from, to]) =>
      flow(nodes[from]!, nodes[to]!, "", to === from + 1 ? ["right", "left"] : ["bottom", "top"]),
    );
    return { around: boundary(name, [left, top], [left + 2, top + 2]), nodes, flows };
  });
  const between = areas.map(({ nodes }, n) => flow(nodes[8]!, areas[(n + 1) % areas.length]!.nodes[0]!, "hands on"));
  return [
    ...areas.map(({ around }) => around),
    ...areas.flatMap(({ nodes }) => nodes),
    ...areas.flatMap(({ flows }) => flows),
    ...between,
  ];
}
