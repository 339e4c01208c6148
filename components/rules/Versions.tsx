"use client";
import { useState } from "react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { Noun, Version } from "#lib/rule/proposal.ts";
import { Diff } from "./Diff.tsx";
import style from "./rules.module.css";
import type { Places } from "./words.ts";

type Props = {
  noun: Noun;
  versions: readonly Version[];
  places: Places;
  now: number;
  /** Takes an old content into the form, to be proposed anew; left out: this person may not propose. */
  onRestore?(version: Version): void;
};

/** Everything that has ever been in force, the newest first, each with what it changed. */
export function Versions({ noun, versions, places, now, onRestore }: Props) {
  const t = useText();
  const format = useFormat();
  const [open, setOpen] = useState<number>();
  if (versions.length === 0) return <p className={style.hint}>{t("version.none")}</p>;
  return (
    <ol className={style.versions}>
      {versions.map((v, i) => (
        <li key={v.version} className={style.version}>
          <div className={style.cardHead}>
            <strong>{t("version.title", { n: v.version })}</strong>
            <span className={style.by}>{format.moment(v.at, now)}</span>
          </div>
          <p className={style.hint}>
            {v.approvedBy === null
              ? t("version.setUp")
              : t("version.people", { proposed: v.proposedName ?? "–", approved: v.approvedName ?? "–" })}
            {v.trial && ` ${t("version.trial", { count: format.number(v.trial.alerts) })}`}
          </p>
          <div className={style.buttons}>
            <Button
              look="quiet"
              aria-expanded={open === v.version}
              onClick={() => setOpen(open === v.version ? undefined : v.version)}
            >
              {t("version.changes")}
            </Button>
            {onRestore && i > 0 && (
              <Button look="quiet" onClick={() => onRestore(v)}>
                {t("version.restore")}
              </Button>
            )}
          </div>
          {open === v.version && (
            <Diff noun={noun} before={versions[i + 1]?.content ?? null} after={v.content} places={places} />
          )}
        </li>
      ))}
    </ol>
  );
}
