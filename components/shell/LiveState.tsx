"use client";
import { ConnectionBadge } from "./ConnectionBadge.tsx";
import style from "./LiveState.module.css";
import { ScenarioBanner } from "./ScenarioBanner.tsx";

/** In the bar of every page but the wall: is it real, is it live. */
export function LiveState() {
  return (
    <div className={style.state}>
      <ScenarioBanner />
      <ConnectionBadge />
    </div>
  );
}
