"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { AddressField } from "#lib/notify/model.ts";
import style from "./notify.module.css";
import { usePriorityOptions } from "./priorities.ts";

export type ChannelChoice = { id: string; nameVi: string; nameEn: string; address: AddressField | null };

export function AddContact({ choices }: { choices: readonly ChannelChoice[] }) {
  const t = useText();
  const nameOf = useName();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const priorities = usePriorityOptions();
  const [open, setOpen] = useState(false);
  const [channelId, setChannelId] = useState(choices[0]?.id ?? "");
  const [minPriority, setMinPriority] = useState("4");
  const [refused, setRefused] = useState<string>();
  const channel = choices.find((choice) => choice.id === channelId) ?? choices[0];

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const answer = await call("POST", "/api/notify/contacts", {
      channelId: channel?.id,
      address: String(form.get("address")).trim(),
      label: String(form.get("label")).trim(),
      minPriority: Number(minPriority),
    });
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setOpen(false);
    say.done(t("notify.contactAdded"));
    router.refresh();
  }

  if (!channel?.address) return <p className={style.note}>{t("notify.noChannels")}</p>;
  const { address } = channel;
  const vi = language === "vi";
  return (
    <Dialog
      title={t("notify.addContact")}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setRefused(undefined);
      }}
      trigger={
        <Button look="solid">
          <Plus aria-hidden />
          {t("notify.addContact")}
        </Button>
      }
    >
      <form className={style.form} onSubmit={submit}>
        <Select
          label={t("notify.channel")}
          options={choices.map((choice) => ({ value: choice.id, label: nameOf(choice) }))}
          value={channel.id}
          onChange={setChannelId}
        />
        <Field
          key={channel.id}
          label={vi ? address.vi : address.en}
          hint={vi ? address.hintVi : address.hintEn}
          name="address"
          type={address.type}
          pattern={address.pattern}
          required
          maxLength={300}
        />
        <Field label={t("notify.label")} hint={t("notify.labelHint")} name="label" maxLength={80} />
        <Select
          label={t("notify.minPriority")}
          options={priorities}
          value={minPriority}
          onChange={setMinPriority}
        />
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button type="submit" look="solid">
          {t("notify.addContact")}
        </Button>
      </form>
    </Dialog>
  );
}
