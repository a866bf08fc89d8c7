"use server";

import * as models from "../operations/threat-models";
import { action } from "./action";

export const createThreatModel = action(models.createThreatModel);
export const deleteThreatModel = action(models.deleteThreatModel);
export const editThreatModel = action(models.editThreatModel);
