import type { Cell } from "./domain/diagram/cell";
import { labelOf } from "./domain/diagram/read-cell";
import type { Fact, Severity, Status } from "./domain/threats/threat";

type Row = [
  element: string,
  rule: string | null,
  category: string,
  severity: Severity,
  status: Status,
  title: string,
  description: string,
  mitigation: string,
  facts: Fact[],
];

/** What was found about paying with a card so far; the rest is left for whoever looks at the suggestions. */
const ROWS: Row[] = [
  [
    "Payment service",
    "process-pretended",
    "spoofing",
    "high",
    "mitigated",
    "Payment service is imitated",
    "The checkout hands card numbers to whoever answers under its name.",
    "Mutual TLS between checkout and payment service; certificates are renewed every week.",
    [{ is: "takesFromOutside", of: "Checkout" }],
  ],
  [
    "card number",
    "flow-overheard",
    "information-disclosure",
    "critical",
    "open",
    "card number is overheard on its way",
    "It crosses into the cardholder data, and a proxy in between writes bodies to its log.",
    "TLS from end to end; the proxy forwards without reading.",
    [{ is: "crossesBoundary", of: "Cardholder data" }, { is: "!isEncrypted" }],
  ],
  [
    "Card vault",
    null,
    "information-disclosure",
    "high",
    "open",
    "Backups of the vault outlive its keys",
    "A restored backup can be read with a key that was retired.",
    "Keys are destroyed with the last backup that needs them.",
    [],
  ],
  [
    "Order desk",
    "process-input",
    "tampering",
    "medium",
    "open",
    "Crafted input changes what Order desk does",
    "An order number is put into a query as it was typed.",
    "Values are handed to queries as values.",
    [{ is: "takesFromActor", of: "Support" }],
  ],
  [
    "Orders",
    "store-filled",
    "denial-of-service",
    "low",
    "not-applicable",
    "Orders is filled up",
    "Whoever writes much makes it too slow for the rest.",
    "It grows by itself, and the fraud check writes one row an order.",
    [{ is: "isWritten", of: "Fraud check, Order desk" }],
  ],
];

/** The threats of the demo, for as many of their elements as these cells hold. */
export const foundIn = (diagramId: string, cells: readonly Cell[]) =>
  ROWS.flatMap(([element, rule, category, severity, status, title, description, mitigation, facts]) => {
    const cell = cells.find((one) => labelOf(one) === element)?.id;
    return cell ? [{ diagramId, cell, rule, category, severity, status, title, description, mitigation, facts }] : [];
  });
