"use client";
import { useMemo, useState } from "react";
import type { Theme, Wall as WallRow } from "#lib/wall/model.ts";
import { FloodBanner } from "./incidents/FloodBanner.tsx";
import { Panel } from "./panels/Panel.tsx";
import { PanelTheme } from "./panels/theme.ts";
import { ConnectionCurtain } from "./shell/ConnectionCurtain.tsx";
import { WallHeader } from "./shell/WallHeader.tsx";
import style from "./Wall.module.css";

/** A whole screen from one row: header, then panels on the row's grid. Runs for days without a touch. */
export function Wall({ wall, theme: asked }: { wall: WallRow; theme?: Theme }) {
  const { layout } = wall;
  const [theme, setTheme] = useState(asked ?? layout.theme);
  const grid = {
    gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${layout.rows}, minmax(0, 1fr))`,
  };
  const panels = useMemo(
    () =>
      layout.panels.map((panel) => {
        const { column, row, width, height } = panel.area;
        return (
          <div
            key={panel.id}
            className={style.cell}
            data-panel={panel.id}
            style={{ gridColumn: `${column} / span ${width}`, gridRow: `${row} / span ${height}` }}
          >
            <Panel panel={panel} />
          </div>
        );
      }),
    [layout],
  );
  return (
    <PanelTheme value={theme}>
      <main id="content" className={style.wall} data-screen="wall" data-wall-theme={theme}>
        <WallHeader wall={wall} theme={theme} onTheme={setTheme} />
        <FloodBanner />
        <div className={style.grid} style={grid}>
          {panels}
        </div>
        <ConnectionCurtain />
      </main>
    </PanelTheme>
  );
}
