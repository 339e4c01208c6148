"use client";
import { useEffect, useRef, useState } from "react";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { type AlertRow, rings } from "#lib/alert/model.ts";
import { objectOf } from "#lib/alert/sentence.ts";
import { titleOf } from "./words.ts";

/** Tells screen readers of alerts that begin to ring while the page is open; says nothing of those before. */
export function Announcer({ rows }: { rows: readonly AlertRow[] }) {
  const t = useText();
  const language = useLanguage();
  const known = useRef<Map<number, number>>(undefined);
  const [text, setText] = useState("");

  useEffect(() => {
    const ringing = rows.filter(rings);
    const before = known.current;
    known.current = new Map(ringing.map((row) => [row.id, row.rungSeq]));
    if (!before) return;
    const news = ringing.find((row) => before.get(row.id) !== row.rungSeq);
    if (!news) return;
    setText(
      t("alerts.announce", {
        priority: t(`priority.${news.priority}`),
        title: titleOf(news, language),
        object: objectOf(news, language),
      }),
    );
  }, [rows, language, t]);

  return (
    <p className="unseen" role="status" aria-live="assertive">
      {text}
    </p>
  );
}
