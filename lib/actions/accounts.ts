"use server";

import * as accounts from "../operations/accounts";
import { action } from "./action";

export const changePassword = action(accounts.changePassword);
export const enable2FA = action(accounts.enable2FA);
export const disable2FA = action(accounts.disable2FA);
