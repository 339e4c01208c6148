"use client";
import { type FormEvent, useState } from "react";
import { call } from "#components/shell/call.ts";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import style from "./Gate.module.css";

/** `next`: a path of this site to open afterwards. */
export function LoginForm({ next }: { next: string }) {
  const t = useText();
  const [refused, setRefused] = useState<string>();
  const [working, setWorking] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setWorking(true);
    setRefused(undefined);
    const answer = await call("POST", "/api/auth/sign-in/email", {
      email: String(form.get("email")).trim(),
      password: form.get("password"),
    });
    if (answer.ok) return location.assign(next);
    setWorking(false);
    if (answer.status === 0) return setRefused(t("app.offline"));
    if (answer.status === 429) return setRefused(t("login.tooMany"));
    if (answer.status === 403) return setRefused(t("login.disabled"));
    if (answer.status >= 500) return setRefused(t("app.failed", { status: answer.status }));
    setRefused(t("login.refused"));
  }

  return (
    <form className={style.form} onSubmit={submit}>
      <Field label={t("login.email")} name="email" type="email" autoComplete="username" required autoFocus />
      <Field
        label={t("login.password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <p role="alert" className={refused ? style.refused : "unseen"}>
        {refused}
      </p>
      <div className={style.submit}>
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {working ? t("login.working") : t("login.submit")}
        </Button>
      </div>
      <p className={style.help}>{t("login.help")}</p>
    </form>
  );
}
