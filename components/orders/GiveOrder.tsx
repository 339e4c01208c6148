"use client";
import { Megaphone } from "lucide-react";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { type Option, Select } from "#components/ui/Select.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Addressee, AddresseeName } from "#lib/order/model.ts";
import style from "./orders.module.css";

const DUE = ["0", "15", "30", "60", "120", "240", "720", "1440"] as const;
type Due = (typeof DUE)[number];

/** A leader's order: about an alert, or about none. */
export function GiveOrder({
  addressees,
  alertId,
}: {
  addressees: readonly AddresseeName[];
  alertId?: number;
}) {
  const t = useText();
  const name = useName();
  const language = useLanguage();
  const say = useToast();
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState<Addressee>("room");
  const [due, setDue] = useState<Due>("60");
  const [refused, setRefused] = useState<string>();
  const [working, setWorking] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("text") ?? "").trim();
    const minutes = Number(due);
    setWorking(true);
    const body = {
      text,
      addressee: to,
      ...(minutes > 0 ? { minutes } : {}),
      ...(alertId ? { alertId } : {}),
    };
    const answer = await call("POST", "/api/orders", body);
    setWorking(false);
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setRefused(undefined);
    setOpen(false);
    say.done(t("order.given"));
  }

  const everybody: Option<Addressee>[] = [
    { value: "room", label: t("order.room") },
    ...addressees.map((one) => ({ value: one.addressee, label: name(one) })),
  ];
  const dues: Option<Due>[] = DUE.map((value) => ({ value, label: spanOf(Number(value)) }));

  return (
    <Dialog
      title={t("order.give")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="solid">
          <Megaphone aria-hidden />
          {t("order.give")}
        </Button>
      }
    >
      <form className={style.form} onSubmit={submit}>
        <Select label={t("order.to")} options={everybody} value={to} onChange={(value) => setTo(value)} />
        <TextArea label={t("order.text")} name="text" required maxLength={2000} />
        <Select label={t("order.due")} options={dues} value={due} onChange={(value) => setDue(value)} />
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {t("order.give")}
        </Button>
      </form>
    </Dialog>
  );

  function spanOf(minutes: number): string {
    if (minutes === 0) return t("order.noDue");
    return minutes < 60 ? t("order.minutes", { minutes }) : t("order.hours", { hours: minutes / 60 });
  }
}
