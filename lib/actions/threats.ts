"use server";

import * as models from "../operations/threat-models";
import * as threats from "../operations/threats";
import { action } from "./action";

export const listThreats = action(threats.listThreats);
export const getRegister = action(threats.getRegister);
export const addThreats = action(threats.addThreats);
export const editThreat = action(threats.editThreat);
export const deleteThreats = action(threats.deleteThreats);
export const dismissSuggestions = action(threats.dismissSuggestions);
export const restoreSuggestions = action(threats.restoreSuggestions);
export const saveRule = action(threats.saveRule);
export const deleteRule = action(threats.deleteRule);
export const importThreatModel = action(models.importThreatModel);
export const exportThreatModel = action(models.exportThreatModel);
