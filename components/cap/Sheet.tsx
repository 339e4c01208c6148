"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useNow } from "#components/live/hooks.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { type Content, missing, type WarningRow } from "#lib/cap/model.ts";
import type { Province } from "#lib/protocol.ts";
import { Area } from "./Area.tsx";
import { Choices } from "./Choices.tsx";
import { Reading } from "./Reading.tsx";
import { Signatures } from "./Signatures.tsx";
import { StatusMark } from "./StatusMark.tsx";
import style from "./sheet.module.css";
import { TextPart } from "./TextPart.tsx";
import { Times } from "./Times.tsx";

export type SheetRights = { edit: boolean; signFirst: boolean; signSecond: boolean };
type Props = {
  warning: WarningRow;
  rights: SheetRights;
  me: string;
  units: Content["communes"];
  province: Province | null;
  hasOffice: boolean;
};

/** One warning from first words to what was sent. Whatever it is, its banner says whether it is for real. */
export function Sheet({ warning, rights, me, units, province, hasOffice }: Props) {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const now = useNow(30_000) || warning.changedAt;
  const [content, setContent] = useState(warning.content);
  const [base, setBase] = useState(warning.version);
  const [saving, setSaving] = useState(false);
  const isOpen = warning.state === "draft" || warning.state === "signed";
  const mayEdit = isOpen && rights.edit;
  const isDirty = JSON.stringify(content) !== JSON.stringify(warning.content);
  const change = (more: Partial<Content>) => setContent((before) => ({ ...before, ...more }));

  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isDirty]);

  async function save() {
    setSaving(true);
    const act = { type: "edit", content, version: base };
    const answer = await call<{ warning: WarningRow }>("POST", `/api/warnings/${warning.id}/acts`, act);
    setSaving(false);
    if (!answer.ok) return say.refused(t("cap.notSaved"), whyNot(language, answer));
    setContent(answer.value.warning.content);
    setBase(answer.value.warning.version);
    say.done(t("cap.saved"));
    router.refresh();
  }

  return (
    <div className={style.sheet} data-status={content.status}>
      <StatusMark status={content.status} t={t} banner />
      <div className={style.columns}>
        {mayEdit ? (
          <div className={style.parts}>
            <Choices content={content} simulated={warning.simulated} onChange={change} />
            <TextPart language="vi" text={content.vi} onChange={(vi) => change({ vi })} />
            <TextPart language="en" text={content.en} onChange={(en) => change({ en })} />
            <Times content={content} now={now} onChange={change} />
            <Area content={content} units={units} province={province} onChange={change} />
            <Field
              label={t("cap.contact")}
              value={content.contact}
              maxLength={200}
              onChange={(event) => change({ contact: event.target.value })}
            />
          </div>
        ) : (
          <Reading warning={warning} province={province} />
        )}
        <aside className={style.side}>
          {mayEdit && (
            <div className={style.save}>
              <Button look="solid" disabled={!isDirty || saving} focusableWhenDisabled onClick={save}>
                {t(isDirty ? "cap.save" : "cap.nothingToSave")}
              </Button>
              {isDirty && warning.first && <p className={style.hint}>{t("cap.editVoids")}</p>}
            </div>
          )}
          <Signatures
            warning={warning}
            rights={rights}
            me={me}
            lacks={missing(warning.content, now)}
            blocked={isDirty ? t("cap.saveFirst") : hasOffice ? undefined : t("refusal.sender_missing")}
          />
        </aside>
      </div>
    </div>
  );
}
