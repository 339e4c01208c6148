"use client";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Contact } from "#lib/notify/model.ts";
import style from "./notify.module.css";
import { Outcome } from "./Outcome.tsx";

export function VerifyCode({ contact, onDone }: { contact: Contact; onDone(): void }) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [refused, setRefused] = useState<string>();
  const [sent, setSent] = useState<string | null>(null);
  const path = `/api/notify/contacts/${contact.id}/code`;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    const answer = await call("POST", path, { code });
    if (!answer.ok) return setRefused(whyNot(language, answer));
    say.done(t("notify.verified"));
    onDone();
  }

  async function again() {
    const answer = await call<{ message: string }>("POST", path, {});
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setRefused(undefined);
    setSent(answer.value.message);
  }

  return (
    <Dialog
      title={t("notify.verifyTitle", { address: contact.address })}
      trigger={<Button look="solid">{t("notify.verify")}</Button>}
    >
      <form className={style.form} onSubmit={submit}>
        <p className={style.body}>{t("notify.verifyBody")}</p>
        <Field
          label={t("notify.code")}
          name="code"
          inputMode="numeric"
          pattern="\d{6}"
          maxLength={6}
          autoComplete="one-time-code"
          required
          autoFocus
        />
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <div className={style.acts}>
          <Button type="submit" look="solid">
            {t("notify.verify")}
          </Button>
          <Button look="quiet" onClick={() => void again()}>
            {t("notify.codeAgain")}
          </Button>
        </div>
        <Outcome id={sent} />
      </form>
    </Dialog>
  );
}
