"use client";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { HandoverDetail, SignatureContent } from "#lib/shift/snapshot.ts";
import style from "./handover.module.css";

type Props = { handover: HandoverDetail; intact: boolean; now: number };

/** The hashes, whether the stored text still is what they were made of, and who signed. */
export function Seal({ handover, intact, now }: Props) {
  const t = useText();
  const format = useFormat();
  const { signature } = handover;
  const signed = signature && (JSON.parse(signature.content) as SignatureContent);
  return (
    <footer className={style.seal}>
      <Tag tone={intact ? "plain" : "bad"}>{t(intact ? "handover.intact" : "handover.broken")}</Tag>
      {signed && (
        <p className={style.strong}>
          {t("handover.signedBy", { name: signed.signedName, time: format.moment(signed.signedAt, now) })}
        </p>
      )}
      {signed?.comment && <p className={style.words}>{signed.comment}</p>}
      <dl className={style.hashes}>
        <dt>{t("handover.hash")}</dt>
        <dd>{handover.hash}</dd>
        {signature && (
          <>
            <dt>{t("handover.signHash")}</dt>
            <dd>{signature.hash}</dd>
          </>
        )}
      </dl>
    </footer>
  );
}
