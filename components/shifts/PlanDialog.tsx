"use client";
import { CalendarPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import type { Day, Pattern, RosterDone } from "#lib/shift/model.ts";
import style from "./roster.module.css";
import { useAsk } from "./useAsk.ts";

/** Lays a pattern of shifts over days. */
export function PlanDialog({ patterns, from }: { patterns: readonly Pattern[]; from: Day }) {
  const t = useText();
  const name = useName();
  const { ask, working } = useAsk();
  const [open, setOpen] = useState(false);
  const [pattern, setPattern] = useState(patterns[0]?.id ?? "");

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { type: "plan", pattern, from: form.get("from"), days: Number(form.get("days")) };
    const answer = await ask<RosterDone>("/api/shifts/roster", body, (done) =>
      t("roster.planned", { count: done.made }),
    );
    if (answer.ok) setOpen(false);
  }

  return (
    <Dialog
      title={t("roster.planTitle")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="solid">
          <CalendarPlus aria-hidden />
          {t("roster.plan")}
        </Button>
      }
    >
      <form className={style.form} onSubmit={submit}>
        <Select
          label={t("roster.pattern")}
          value={pattern}
          options={patterns.map((one) => ({ value: one.id, label: name(one) }))}
          onChange={setPattern}
        />
        <Field label={t("roster.from")} name="from" type="date" defaultValue={from} required />
        <Field
          label={t("roster.days")}
          name="days"
          type="number"
          min={1}
          max={62}
          defaultValue={7}
          hint={t("roster.planHint")}
          required
        />
        <div>
          <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
            {t("roster.plan")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
