"use client";
import { createContext, useContext } from "react";
import type { Theme } from "#lib/wall/model.ts";

/** The theme of the wall around a panel; what draws outside of CSS (the map) asks for it. */
export const PanelTheme = createContext<Theme>("van-hanh");

export function usePanelTheme(): Theme {
  return useContext(PanelTheme);
}
