"use client";
import { type FormEvent, useState } from "react";
import { type Called, call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import { isNews, type Missed } from "#lib/user/model.ts";
import style from "./Gate.module.css";
import { MissedNotice } from "./MissedNotice.tsx";

/** `next`: a path of this site to open afterwards. */
export function LoginForm({ next }: { next: string }) {
  const t = useText();
  const language = useLanguage();
  const [refused, setRefused] = useState<string>();
  const [working, setWorking] = useState(false);
  const [missed, setMissed] = useState<readonly Missed[]>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setWorking(true);
    setRefused(undefined);
    const answer = await call<{ missed: Missed[] }>("POST", "/api/auth/sign-in/email", {
      email: String(form.get("email")).trim(),
      password: form.get("password"),
    });
    if (!answer.ok) {
      setWorking(false);
      return setRefused(why(answer));
    }
    if (isNews(answer.value.missed)) return setMissed(answer.value.missed);
    location.assign(next);
  }

  function why(answer: Exclude<Called<unknown>, { ok: true }>): string {
    const { seconds } = (answer.detail ?? {}) as { seconds?: number };
    if (answer.reason === "slow_down" && seconds) return t("login.slowDown", { seconds });
    return whyNot(language, answer);
  }

  if (missed) return <MissedNotice missed={missed} next={next} />;
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
