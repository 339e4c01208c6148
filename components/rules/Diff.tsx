"use client";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import type { Content, Noun } from "#lib/rule/proposal.ts";
import { changesOf, type Say } from "./diff.ts";
import style from "./rules.module.css";
import { type Places, targetWords } from "./words.ts";

type Props = { noun: Noun; before: Content | null; after: Content; places: Places };

/** Old and new beside each other, field by field, in words. */
export function Diff({ noun, before, after, places }: Props) {
  const t = useText();
  const language = useLanguage();
  const metricId = noun === "threshold" ? after.metricId : (after.target as { metric?: string }).metric;
  const say: Say = {
    language,
    unit: metricById(String(metricId))?.unit ?? "",
    target: (target) => targetWords(target as never, places, language),
    asset: (id) =>
      id === null ? t("limits.everywhere") : (places.assets?.[String(id)]?.[language] ?? `#${id}`),
  };
  const changes = changesOf(noun, { before, after }, say);
  if (changes.length === 0) return <p className={style.hint}>{t("diff.none")}</p>;
  return (
    <table className={style.diff} aria-label={t("diff.title")}>
      <thead>
        <tr>
          <th scope="col">{t("diff.field")}</th>
          {before && <th scope="col">{t("diff.before")}</th>}
          <th scope="col">{t("diff.after")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ label, before: old, after: fresh }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {before && <td>{old === null ? t("diff.absent") : <del>{old}</del>}</td>}
            <td>{fresh === null ? t("diff.absent") : <ins>{fresh}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
