"use client";
import Link from "next/link";
import { useText } from "#components/shell/language.tsx";
import style from "./DeskViews.module.css";

export type DeskView = "list" | "incidents";
type Props = {
  /** `history`: the page of closed alerts; the others are there by a link. */
  view: DeskView | "history";
  onView?: (view: DeskView) => void;
};

/** The desk as a list, by incident, or what is over. */
export function DeskViews({ view, onView }: Props) {
  const t = useText();
  return (
    <nav className={style.views} aria-label={t("desk.views")}>
      {onView ? (
        (["list", "incidents"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={view === one} onClick={() => onView(one)}>
            {t(`desk.view.${one}`)}
          </button>
        ))
      ) : (
        <Link href="/desk">{t("desk.view.open")}</Link>
      )}
      {view === "history" ? (
        <span aria-current="page">{t("desk.view.history")}</span>
      ) : (
        <Link href="/desk?view=history">{t("desk.view.history")}</Link>
      )}
    </nav>
  );
}
