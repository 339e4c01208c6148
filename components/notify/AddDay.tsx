"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import style from "./notify.module.css";

/** A day that the government swapped, added, or has worked instead. */
export function AddDay() {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState("off");
  const [refused, setRefused] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const answer = await call("POST", "/api/admin/notify/calendar", {
      day: text("day"),
      working: kind === "on",
      nameVi: text("nameVi"),
      nameEn: text("nameEn"),
      source: text("source"),
    });
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setOpen(false);
    setRefused(undefined);
    router.refresh();
  }

  return (
    <Dialog
      title={t("calendar.add")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Plus aria-hidden />
          {t("calendar.add")}
        </Button>
      }
    >
      <form className={style.form} onSubmit={submit}>
        <Field label={t("calendar.date")} name="day" type="date" required />
        <Select
          label={t("calendar.kind")}
          value={kind}
          options={[
            { value: "off", label: t("calendar.isOff") },
            { value: "on", label: t("calendar.isOn") },
          ]}
          onChange={setKind}
        />
        <Field label={t("calendar.name")} name="nameVi" required maxLength={120} />
        <Field label={t("calendar.nameEn")} name="nameEn" required maxLength={120} />
        <Field label={t("calendar.source")} name="source" maxLength={200} />
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button type="submit" look="solid">
          {t("calendar.add")}
        </Button>
      </form>
    </Dialog>
  );
}
