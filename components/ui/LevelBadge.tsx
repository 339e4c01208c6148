import type { CSSProperties } from "react";
import style from "./LevelBadge.module.css";

type Props = {
  /** Colour that its legal source sets. */
  colour: string;
  /** Place on the scale for those who do not see the colour, or how many stand there. */
  number: number;
  text: string;
};

export function LevelBadge({ colour, number, text }: Props) {
  return (
    <span className={style.badge} style={{ "--level": colour } as CSSProperties}>
      <span className={style.number}>{number}</span>
      {text}
    </span>
  );
}
