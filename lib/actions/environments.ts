"use server";

import * as environments from "../operations/environments";
import { action } from "./action";

export const getEnvInfo = action(environments.getEnvInfo);
export const getBasicEnvsInfo = action(environments.getBasicEnvsInfo);
export const getEnvs = action(environments.getEnvs);
export const registerEnv = action(environments.registerEnv);
export const deleteEnv = action(environments.deleteEnv);
export const setEnvDisplayName = action(environments.setEnvDisplayName);
