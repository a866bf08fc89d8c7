"use server";

import * as tokens from "../operations/tokens";
import { action } from "./action";

export const getTokens = action(tokens.getTokens);
export const getTokenTemplates = action(tokens.getTokenTemplates);
export const getTokenApiList = action(tokens.getTokenApiList);
export const createToken = action(tokens.createToken);
export const editToken = action(tokens.editToken);
export const regenerateToken = action(tokens.regenerateToken);
export const deleteTokens = action(tokens.deleteTokens);
export const getSessions = action(tokens.getSessions);
export const signoutSessions = action(tokens.signoutSessions);
export const checkPassword = action(tokens.checkPassword);
