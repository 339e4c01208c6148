"use client";
import dynamic from "next/dynamic";
import { useFormat, useText } from "#components/shell/language.tsx";
import type { WarningRow } from "#lib/cap/model.ts";
import type { Province } from "#lib/protocol.ts";
import style from "./sheet.module.css";

const AreaMap = dynamic(() => import("#components/map/AreaMap.tsx"), { ssr: false });

/** A warning to be read: as its readers will have it, both languages. */
export function Reading({
  warning: { content },
  province,
}: {
  warning: WarningRow;
  province: Province | null;
}) {
  const t = useText();
  const format = useFormat();
  const when = (ms: number | null) => (ms === null ? t("cap.atOnce") : format.moment(ms, 0));
  return (
    <article className={style.reading}>
      {(["vi", "en"] as const).map((language) => {
        const text = content[language];
        if (!text.headline) return null;
        return (
          <section key={language} lang={language}>
            <h2>{text.headline}</h2>
            <p className={style.words}>{text.description}</p>
            <p className={style.words}>{text.instruction}</p>
          </section>
        );
      })}
      <dl>
        <dt>{t("cap.category")}</dt>
        <dd>{t(`cap.category.${content.category}`)}</dd>
        <dt>{t("cap.severity")}</dt>
        <dd>
          {t(`cap.severity.${content.severity}`)} · {t(`cap.urgency.${content.urgency}`)} ·{" "}
          {t(`cap.certainty.${content.certainty}`)}
        </dd>
        <dt>{t("cap.onset")}</dt>
        <dd>{when(content.onset)}</dd>
        <dt>{t("cap.expires")}</dt>
        <dd>{when(content.expires)}</dd>
        <dt>{t("cap.area")}</dt>
        <dd>{content.areaVi || content.communes.map(({ nameVi }) => nameVi).join(", ")}</dd>
        {content.contact && (
          <>
            <dt>{t("cap.contact")}</dt>
            <dd>{content.contact}</dd>
          </>
        )}
      </dl>
      {content.polygon.length > 0 && <AreaMap polygon={content.polygon} province={province} />}
    </article>
  );
}
