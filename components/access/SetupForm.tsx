"use client";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import { PASSWORD_MIN } from "#lib/user/model.ts";
import style from "./Gate.module.css";

/** Makes the first administrator with the link's token, signs in as them and opens the start page. */
export function SetupForm({ token }: { token: string }) {
  const t = useText();
  const language = useLanguage();
  const [refused, setRefused] = useState<string>();
  const [working, setWorking] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get("email")).trim();
    const password = String(form.get("password"));
    if (password !== form.get("again")) return setRefused(t("setup.mismatch"));
    setWorking(true);
    setRefused(undefined);
    const made = await call("POST", "/api/setup", { token, name: form.get("name"), email, password });
    if (!made.ok) {
      setWorking(false);
      return setRefused(whyNot(language, made));
    }
    const signedIn = await call("POST", "/api/auth/sign-in/email", { email, password });
    location.assign(signedIn.ok ? "/" : "/login");
  }

  return (
    <form className={style.form} onSubmit={submit}>
      <Field label={t("setup.name")} name="name" autoComplete="name" required maxLength={80} autoFocus />
      <Field label={t("setup.email")} name="email" type="email" autoComplete="username" required />
      <Field
        label={t("setup.password")}
        hint={t("setup.passwordHint", { min: PASSWORD_MIN })}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN}
        maxLength={128}
      />
      <Field label={t("setup.again")} name="again" type="password" autoComplete="new-password" required />
      <p role="alert" className={refused ? style.refused : "unseen"}>
        {refused}
      </p>
      <div className={style.submit}>
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {working ? t("setup.working") : t("setup.submit")}
        </Button>
      </div>
    </form>
  );
}
