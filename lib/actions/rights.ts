"use server";

import * as rights from "../operations/rights";
import { action } from "./action";

export const checkEnvironmentRights = action(rights.checkEnvironmentRights);
