import { randomUUID } from "node:crypto";
import type { Cell } from "./domain/diagram/cell";

/** The diagrams of the demo: one that a person reads at a glance, and one as large as they come. */

type Box = { shape: "actor" | "process" | "store"; name: string; column: number; row: number };

const COLUMN = 290;
const ROW = 150;
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

/** What happens when money goes back. */
export function refund(): Cell[] {
  const boxes = {
    shopper: node({ shape: "actor", name: "Shopper", column: 0, row: 0 }),
    returns: node({ shape: "process", name: "Returns desk", column: 1, row: 0 }),
    orders: node({ shape: "store", name: "Orders", column: 1, row: 1 }),
    approval: node({ shape: "process", name: "Approval", column: 2, row: 0 }),
    lead: node({ shape: "actor", name: "Team lead", column: 2, row: 1 }),
    payment: node({ shape: "process", name: "Payment service", column: 3, row: 0 }),
    journal: node({ shape: "store", name: "Journal", column: 3, row: 1 }),
  };
  return [
    boundary("Shop", [1, 0], [2, 1]),
    boundary("Cardholder data", [3, 0], [3, 1]),
    ...Object.values(boxes),
    flow(boxes.shopper, boxes.returns, "parcel number"),
    flow(boxes.returns, boxes.orders, "order number", ["bottom", "top"]),
    flow(boxes.returns, boxes.approval, "amount"),
    flow(boxes.lead, boxes.approval, "yes or no", ["top", "bottom"]),
    flow(boxes.approval, boxes.payment, "refund"),
    flow(boxes.payment, boxes.journal, "who, when, how much", ["bottom", "top"]),
  ];
}

/** How what is written becomes a page that everybody reads. */
export function publishing(): Cell[] {
  const boxes = {
    writer: node({ shape: "actor", name: "Writer", column: 0, row: 0 }),
    review: node({ shape: "process", name: "Review", column: 1, row: 0 }),
    texts: node({ shape: "store", name: "Texts", column: 1, row: 1 }),
    build: node({ shape: "process", name: "Site build", column: 2, row: 0 }),
    pages: node({ shape: "store", name: "Pages", column: 2, row: 1 }),
    edge: node({ shape: "process", name: "Web server", column: 3, row: 1 }),
    reader: node({ shape: "actor", name: "Reader", column: 4, row: 1 }),
  };
  return [
    boundary("Documentation", [1, 0], [3, 1]),
    ...Object.values(boxes),
    flow(boxes.writer, boxes.review, "draft"),
    flow(boxes.review, boxes.texts, "approved text", ["bottom", "top"]),
    flow(boxes.texts, boxes.build, "text", ["right", "left"]),
    flow(boxes.build, boxes.pages, "page", ["bottom", "top"]),
    flow(boxes.pages, boxes.edge, "page"),
    flow(boxes.edge, boxes.reader, "page"),
  ];
}

/** How a bot reads a chat and answers. */
export function bot(): Cell[] {
  const boxes = {
    chat: node({ shape: "actor", name: "Chat service", column: 0, row: 0 }),
    listener: node({ shape: "process", name: "Listener", column: 1, row: 0 }),
    keys: node({ shape: "store", name: "Keys", column: 1, row: 1 }),
    answers: node({ shape: "process", name: "Answers", column: 2, row: 0 }),
    notes: node({ shape: "store", name: "Notes", column: 2, row: 1 }),
  };
  return [
    boundary("Milo's bot", [1, 0], [2, 1]),
    ...Object.values(boxes),
    flow(boxes.chat, boxes.listener, "message"),
    flow(boxes.keys, boxes.listener, "token", ["top", "bottom"]),
    flow(boxes.listener, boxes.answers, "question"),
    flow(boxes.answers, boxes.notes, "what was asked", ["bottom", "top"]),
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
