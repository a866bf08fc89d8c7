"use server";

import * as versions from "../operations/diagram-versions";
import { action } from "./action";

export const listVersions = action(versions.listVersions);
export const getVersion = action(versions.getVersion);
export const saveVersion = action(versions.saveVersion);
export const renameVersion = action(versions.renameVersion);
export const compareVersions = action(versions.compareVersions);
export const restoreVersion = action(versions.restoreVersion);
