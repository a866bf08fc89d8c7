import { isObject } from "../diagram/cell";
import type { Threat } from "../threats/threat";
import { isEmpty, listOf, membersOf, said, textOf, wholeNumberOf, without, wordFor } from "./members";
import { readCells, writeCells } from "./threat-dragon-cells";
import { readThreat, writeThreat } from "./threat-dragon-threats";
import {
  type Drawing,
  LONGEST_NAME,
  LONGEST_PROSE,
  type Members,
  type Read,
  type Remark,
  Unreadable,
  type Whole,
} from "./whole";

/** Models of OWASP Threat Dragon, version 2. */

const KEPT = "threatDragon";
const VERSION = "2.3.0";
const TYPE = "STRIDE";
const THUMBNAIL = "./public/content/images/thumbnail.stride.jpg";

export function readThreatDragon(file: Members): Read | Unreadable {
  const summary = membersOf(file.summary);
  const detail = membersOf(file.detail);
  if (!Array.isArray(detail.diagrams) && detail.diagrams !== undefined) return new Unreadable("unknown");
  const diagrams = listOf(detail.diagrams);
  if (diagrams.some((one) => isObject(one) && "diagramJson" in one)) return new Unreadable("old");
  const remarks: Remark[] = [];
  const taken = new Set<string>();
  const drawings: Drawing[] = [];
  const odd: { at: number; one: unknown }[] = [];
  for (const [at, one] of diagrams.entries()) {
    if (isObject(one)) drawings.push(readDiagram(one, taken, remarks));
    else odd.push({ at, one });
  }
  number(drawings, wholeNumberOf(detail.threatTop) ?? 0);
  const named = cut(summary.title, LONGEST_NAME);
  const described = cut(summary.description, LONGEST_PROSE);
  const kept = said({
    ...without(file, "summary", "detail"),
    summary: said({
      ...without(summary, "title", "description"),
      title: summary.title === named ? undefined : summary.title,
      description: summary.description === described ? undefined : summary.description,
    }),
    detail: without(detail, "diagrams"),
    odd: odd.length > 0 ? odd : undefined,
  });
  const whole = { name: named, description: described || null, diagrams: drawings, aside: { [KEPT]: kept } };
  return { whole, remarks };
}

const cut = (text: unknown, most: number): string => textOf(text).slice(0, most);

/** Threats without a number are counted on from the highest there is. */
function number(drawings: readonly Drawing[], top: number): void {
  const threats = drawings.flatMap((drawing) => drawing.threats);
  let next = Math.max(top, ...threats.map((threat) => threat.number));
  for (const threat of threats) if (threat.number === 0) threat.number = ++next;
}

function readDiagram(theirs: Members, taken: Set<string>, remarks: Remark[]): Drawing {
  const { cells, odd, remarks: more } = readCells(listOf(theirs.cells));
  remarks.push(...more);
  const strange: Members = {};
  const threats: Threat[] = [];
  for (const { cell, threats: said } of cells) {
    for (const one of said) {
      const threat = readThreat(one, cell.id, taken, remarks);
      if (threat) threats.push(threat);
      else strange[cell.id] = [...listOf(strange[cell.id]), one];
    }
  }
  const name = cut(theirs.title, LONGEST_NAME);
  const description = cut(theirs.description, LONGEST_PROSE);
  const kept = said({
    ...without(theirs, "title", "description", "cells"),
    title: theirs.title === name ? undefined : theirs.title,
    description: theirs.description === description ? undefined : theirs.description,
    odd: odd.length > 0 ? odd : undefined,
    threats: isEmpty(strange) ? undefined : strange,
  });
  return {
    name,
    description: description || null,
    cells: cells.map(({ cell }) => cell),
    threats,
    aside: { [KEPT]: kept },
  };
}

const keptIn = (aside: Members): Members => membersOf(aside[KEPT]);
const nameCut = (text: unknown) => cut(text, LONGEST_NAME);
const proseCut = (text: unknown) => cut(text, LONGEST_PROSE);
const asIs = (text: string): string => text;

export function writeThreatDragon(whole: Whole): Members {
  const { summary, detail, odd, ...file } = keptIn(whole.aside);
  const { title, description, ...rest } = membersOf(summary);
  const diagrams: unknown[] = whole.diagrams.map(writeDiagram);
  for (const { at, one } of listOf(odd).map(membersOf)) diagrams.splice(Number(at), 0, one);
  const numbers = whole.diagrams.flatMap((drawing) => drawing.threats.map((threat) => threat.number));
  const before = membersOf(detail);
  return {
    version: VERSION,
    ...file,
    summary: {
      owner: "",
      id: 0,
      ...rest,
      title: wordFor(title, whole.name, nameCut, asIs),
      description: wordFor(description, whole.description ?? "", proseCut, asIs),
    },
    detail: {
      contributors: [],
      reviewer: "",
      ...before,
      diagrams,
      diagramTop: before.diagramTop ?? diagrams.length,
      threatTop: Math.max(wholeNumberOf(before.threatTop) ?? 0, 0, ...numbers),
    },
  };
}

function writeDiagram(drawing: Drawing, place: number): Members {
  const { title, description, odd, threats: strange, ...rest } = keptIn(drawing.aside);
  const cells = writeCells(drawing.cells, ({ id }) => {
    const own = drawing.threats.filter((threat) => threat.cell === id);
    const odd = listOf(membersOf(strange)[id]) as Members[];
    return { written: [...own.map(writeThreat), ...odd], isOpen: own.some(({ status }) => status === "open") };
  });
  return {
    id: place,
    diagramType: TYPE,
    placeholder: "",
    thumbnail: THUMBNAIL,
    version: VERSION,
    ...rest,
    title: wordFor(title, drawing.name, nameCut, asIs),
    description: wordFor(description, drawing.description ?? "", proseCut, asIs),
    cells: [...cells, ...listOf(odd)],
  };
}
