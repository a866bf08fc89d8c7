"use server";

import * as diagrams from "../operations/diagrams";
import { action } from "./action";

export const createDiagram = action(diagrams.createDiagram);
export const deleteDiagram = action(diagrams.deleteDiagram);
export const editDiagram = action(diagrams.editDiagram);
export const getDiagram = action(diagrams.getDiagram);
