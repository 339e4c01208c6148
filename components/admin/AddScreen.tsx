"use client";
import { MonitorUp } from "lucide-react";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText, useWords } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { CopyBox } from "#components/ui/CopyBox.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import style from "./admin.module.css";

export type WallChoice = { id: string; nameVi: string; nameEn: string };
type Made = { name: string; link: string };

export function AddScreen({ walls, onDone }: { walls: WallChoice[]; onDone(): void }) {
  const t = useText();
  const words = useWords();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [wallId, setWallId] = useState(walls[0]?.id ?? "overview");
  const [refused, setRefused] = useState<string>();
  const [made, setMade] = useState<Made>();

  function show(next: boolean) {
    setOpen(next);
    if (next) return;
    setMade(undefined);
    setRefused(undefined);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name"));
    const order = { name, wallId, days: Number(form.get("days")) };
    const answer = await call<{ path: string }>("POST", "/api/kiosks", order);
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setMade({ name, link: new URL(answer.value.path, location.origin).href });
    onDone();
  }

  return (
    <Dialog
      title={made ? t("screen.made", { name: made.name }) : t("screen.add")}
      open={open}
      onOpenChange={show}
      trigger={
        <Button look="solid">
          <MonitorUp aria-hidden />
          {t("screen.add")}
        </Button>
      }
    >
      {made ? (
        <>
          <p className={style.once}>{t("screen.once")}</p>
          <CopyBox text={made.link} label={t("screen.made", { name: made.name })} />
        </>
      ) : (
        <form className={style.form} onSubmit={submit}>
          <Field
            label={t("screen.name")}
            hint={t("screen.nameHint")}
            name="name"
            required
            maxLength={80}
            autoFocus
          />
          <Select
            label={t("screen.wall")}
            value={wallId}
            options={walls.map((w) => ({ value: w.id, label: words({ vi: w.nameVi, en: w.nameEn }) }))}
            onChange={setWallId}
          />
          <Field
            label={t("screen.days")}
            name="days"
            type="number"
            min={1}
            max={1100}
            defaultValue={365}
            required
          />
          <p role="alert" className={refused ? style.refused : "unseen"}>
            {refused}
          </p>
          <Button type="submit" look="solid">
            {t("screen.add")}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
