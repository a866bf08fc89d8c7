"use client";

import { createContext, useContext } from "react";

/** 0 in the row that holds the keyboard, else -1: only one row of a list is a stop of the Tab key. */
export const RowTab = createContext<0 | -1 | undefined>(undefined);
export const useRowTab = (): 0 | -1 | undefined => useContext(RowTab);
