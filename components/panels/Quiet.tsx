"use client";
import { useFeedsBasis } from "#components/feeds/useFeedsBasis.ts";
import { useHeard } from "#components/live/useHeard.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { certaintyOf } from "#lib/figure/model.ts";
import { Note } from "./Note.tsx";

/** Where alerts or incidents would stand and there are none: how much that is worth stands beside it. */
export function Quiet({ text }: { text: string }) {
  const t = useText();
  const format = useFormat();
  const basis = useHeard(useFeedsBasis());
  if (!basis) return <Note>{t("panel.loading")}</Note>;
  const certainty = certaintyOf(basis);
  if (certainty === "unknown") return <Note trouble>{t("quiet.unknown")}</Note>;
  const [known, total] = [format.number(basis.known), format.number(basis.total)];
  return (
    <Note>
      {text}
      {certainty === "partly" && (
        <>
          <br />
          {t("quiet.partly", { known, total })}
        </>
      )}
    </Note>
  );
}
