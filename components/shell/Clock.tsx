"use client";
import { useNow } from "#components/live/hooks.ts";
import style from "./Clock.module.css";
import { useFormat } from "./language.tsx";

/** The server's time, by which all ages on the screen are counted. */
export function Clock() {
  const format = useFormat();
  const now = useNow();
  // Not known until the server has said it: this machine's own clock may be wrong.
  if (now === 0) return <div className={style.clock} />;
  return (
    <time className={style.clock} dateTime={new Date(now).toISOString()}>
      <span className={style.time}>{format.seconds(now)}</span>
      <span className={style.date}>{format.weekday(now)}</span>
    </time>
  );
}
