import type { ReactNode } from "react";
import { Mark } from "#components/shell/Mark.tsx";
import style from "./Gate.module.css";

type Props = { name: string; tagline: string; title: string; children: ReactNode };

/** The frame around sign-in and first set-up. */
export function Gate({ name, tagline, title, children }: Props) {
  return (
    <div className={style.page}>
      <div className={style.brand}>
        <Mark className={style.mark} />
        <p className={style.name}>{name}</p>
        <p className={style.tagline}>{tagline}</p>
      </div>
      <main id="content" className={style.card}>
        <h1 className={style.title}>{title}</h1>
        {children}
      </main>
    </div>
  );
}
