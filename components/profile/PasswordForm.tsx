"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { PASSWORD_MIN } from "#lib/user/model.ts";
import style from "./profile.module.css";

/** `own`: whether the present password was chosen by the person alone. */
export function PasswordForm({ own, email }: { own: boolean; email: string }) {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const [refused, setRefused] = useState<string>();
  const [working, setWorking] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    if (given.get("password") !== given.get("again")) return setRefused(t("setup.mismatch"));
    setWorking(true);
    setRefused(undefined);
    const answer = await call<{ sessionsEnded: number }>("POST", "/api/me/password", {
      current: given.get("current"),
      password: given.get("password"),
    });
    setWorking(false);
    if (!answer.ok) return setRefused(whyNot(language, answer));
    form.reset();
    say.done(t("profile.changed", { count: answer.value.sessionsEnded }));
    router.refresh();
  }

  return (
    <form className={style.form} onSubmit={submit}>
      {!own && <p className={style.warn}>{t("profile.notOwn")}</p>}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label={t("profile.current")}
        name="current"
        type="password"
        autoComplete="current-password"
        required
      />
      <Field
        label={t("profile.new")}
        hint={t("setup.passwordHint", { min: PASSWORD_MIN })}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN}
        maxLength={128}
      />
      <Field label={t("profile.again")} name="again" type="password" autoComplete="new-password" required />
      <p role="alert" className={refused ? style.refused : "unseen"}>
        {refused}
      </p>
      <p className={style.note}>{t("profile.endsOthers")}</p>
      <div className={style.submit}>
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {t(working ? "profile.changing" : "profile.change")}
        </Button>
      </div>
    </form>
  );
}
