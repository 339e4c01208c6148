"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { CalendarDay, WorkingHours } from "#lib/calendar/model.ts";
import { AddDay } from "./AddDay.tsx";
import style from "./notify.module.css";
import { Spans } from "./Spans.tsx";

type Holiday = { day: string; nameVi: string; nameEn: string };
type Props = {
  hours: WorkingHours;
  changed: readonly CalendarDay[];
  holidays: readonly Holiday[];
  working: boolean;
};
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

export function WorkingCalendar({ hours, changed, holidays, working }: Props) {
  const t = useText();
  return (
    <section className={style.stack}>
      <p className={style.body}>{t("calendar.intro")}</p>
      <div className={style.cards}>
        <Hours hours={hours} working={working} />
        <Days changed={changed} holidays={holidays} />
      </div>
    </section>
  );
}

function Hours({ hours, working }: { hours: WorkingHours; working: boolean }) {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const [days, setDays] = useState(hours.days);
  const [spans, setSpans] = useState(hours.spans);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const answer = await call("PUT", "/api/admin/notify/calendar", { days: [...days].sort(), spans });
    if (answer.ok) say.done(t("notify.saved"));
    else say.refused(whyNot(language, answer));
    router.refresh();
  }

  return (
    <form className={style.card} onSubmit={submit}>
      <div className={style.head}>
        <h2>{t("calendar.hours")}</h2>
        <Tag>{t("calendar.now", { state: t(working ? "calendar.working" : "calendar.offHours") })}</Tag>
      </div>
      <fieldset className={style.days}>
        <legend className="unseen">{t("calendar.days")}</legend>
        {WEEK.map((day) => (
          <label key={day} className={style.flag}>
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={(event) =>
                setDays(event.currentTarget.checked ? [...days, day] : days.filter((one) => one !== day))
              }
            />
            {t(`calendar.day.${day}`)}
          </label>
        ))}
      </fieldset>
      <Spans spans={spans} onChange={setSpans} />
      <div className={style.acts}>
        <Button type="submit" look="solid" disabled={days.length === 0} focusableWhenDisabled>
          {t("notify.save")}
        </Button>
      </div>
    </form>
  );
}

type Listed = Holiday & { working: boolean; source?: string; own: boolean };

function Days({ changed, holidays }: Pick<Props, "changed" | "holidays">) {
  const t = useText();
  const nameOf = useName();
  const format = useFormat();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const own = new Set(changed.map((one) => one.day));
  const listed: Listed[] = [
    ...changed.map((one) => ({ ...one, own: true })),
    ...holidays.filter((one) => !own.has(one.day)).map((one) => ({ ...one, working: false, own: false })),
  ].sort((a, b) => (a.day < b.day ? -1 : 1));

  async function forget(day: string) {
    const answer = await call("DELETE", `/api/admin/notify/calendar/${day}`);
    if (!answer.ok) say.refused(whyNot(language, answer));
    router.refresh();
  }

  return (
    <div className={style.card}>
      <div className={style.head}>
        <h2>{t("calendar.holidays")}</h2>
        <AddDay />
      </div>
      <ul className={style.list}>
        {listed.map((one) => (
          <li key={one.day} className={style.item}>
            <div className={style.what}>
              <div className={style.name}>{nameOf(one)}</div>
              <div className={style.sub}>
                {format.weekday(Date.parse(`${one.day}T00:00:00+07:00`))}
                {one.own && ` · ${one.source || t("calendar.changed")}`}
              </div>
            </div>
            <Tag tone={one.working ? "warn" : "plain"}>
              {t(one.working ? "calendar.isOn" : "calendar.isOff")}
            </Tag>
            {one.own && (
              <Button look="quiet" onClick={() => void forget(one.day)}>
                {t("calendar.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
