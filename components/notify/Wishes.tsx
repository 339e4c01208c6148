"use client";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { type Language, languages } from "#lib/i18n/model.ts";
import type { Preferences } from "#lib/notify/model.ts";
import style from "./notify.module.css";

const NIGHT = { from: "22:00", until: "06:00" };

export function Wishes({ preferences }: { preferences: Preferences }) {
  const t = useText();
  const reader = useLanguage();
  const say = useToast();
  const [language, setLanguage] = useState(preferences.language);
  const [quiet, setQuiet] = useState(preferences.quiet);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const answer = await call("PUT", "/api/notify", { language, quiet });
    if (answer.ok) say.done(t("notify.saved"));
    else say.refused(whyNot(reader, answer));
  }

  return (
    <form className={style.card} onSubmit={submit}>
      <h2>{t("notify.wishes")}</h2>
      <Select
        label={t("notify.language")}
        options={languages.map((value) => ({ value, label: t(`notify.lang.${value}`) }))}
        value={language}
        onChange={(next) => setLanguage(next as Language)}
      />
      <label className={style.flag}>
        <input
          type="checkbox"
          checked={quiet !== null}
          onChange={(event) => setQuiet(event.currentTarget.checked ? NIGHT : null)}
        />
        {t("notify.quietOn")}
      </label>
      <p className={style.note}>{t("notify.quietHint")}</p>
      {quiet && (
        <div className={style.row}>
          <Field
            label={t("notify.from")}
            type="time"
            required
            value={quiet.from}
            onChange={(event) => setQuiet({ ...quiet, from: event.currentTarget.value })}
          />
          <Field
            label={t("notify.until")}
            type="time"
            required
            value={quiet.until}
            onChange={(event) => setQuiet({ ...quiet, until: event.currentTarget.value })}
          />
        </div>
      )}
      <div className={style.acts}>
        <Button type="submit" look="solid">
          {t("notify.save")}
        </Button>
      </div>
    </form>
  );
}
