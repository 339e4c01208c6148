"use client";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import { PASSWORD_MIN } from "#lib/user/model.ts";
import style from "./Gate.module.css";

/** Chooses the password of the person whose link it is, signs in as them and opens the start page. */
export function InviteForm({ token, email }: { token: string; email: string }) {
  const t = useText();
  const language = useLanguage();
  const [refused, setRefused] = useState<string>();
  const [working, setWorking] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password"));
    if (password !== form.get("again")) return setRefused(t("setup.mismatch"));
    setWorking(true);
    setRefused(undefined);
    const chosen = await call("POST", "/api/invite", { token, password });
    if (!chosen.ok) {
      setWorking(false);
      return setRefused(whyNot(language, chosen));
    }
    const signedIn = await call("POST", "/api/auth/sign-in/email", { email, password });
    location.assign(signedIn.ok ? "/" : "/login");
  }

  return (
    <form className={style.form} onSubmit={submit}>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label={t("invite.password")}
        hint={t("setup.passwordHint", { min: PASSWORD_MIN })}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN}
        maxLength={128}
        autoFocus
      />
      <Field label={t("setup.again")} name="again" type="password" autoComplete="new-password" required />
      <p role="alert" className={refused ? style.refused : "unseen"}>
        {refused}
      </p>
      <div className={style.submit}>
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {working ? t("invite.working") : t("invite.submit")}
        </Button>
      </div>
    </form>
  );
}
