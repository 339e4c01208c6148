"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Confirm } from "#components/ui/Confirm.tsx";
import { Select } from "#components/ui/Select.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Contact } from "#lib/notify/model.ts";
import type { ChannelChoice } from "./AddContact.tsx";
import style from "./notify.module.css";
import { Outcome } from "./Outcome.tsx";
import { usePriorityOptions } from "./priorities.ts";
import { VerifyCode } from "./VerifyCode.tsx";

type Props = { contact: Contact; channel: ChannelChoice | undefined };

export function ContactItem({ contact, channel }: Props) {
  const t = useText();
  const nameOf = useName();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const priorities = usePriorityOptions();
  const [test, setTest] = useState<string | null>(null);
  const path = `/api/notify/contacts/${contact.id}`;
  const shown = channel?.address === null ? contact.label || t("notify.browser") : contact.address;

  async function change(body: object) {
    const answer = await call("PATCH", path, body);
    if (!answer.ok) say.refused(whyNot(language, answer));
    router.refresh();
  }

  async function remove() {
    const answer = await call("DELETE", path);
    if (answer.ok) say.done(t("notify.removed"));
    else say.refused(whyNot(language, answer));
    router.refresh();
  }

  async function send() {
    const answer = await call<{ message: string }>("POST", `${path}/test`, {});
    if (answer.ok) setTest(answer.value.message);
    else say.refused(whyNot(language, answer));
  }

  return (
    <li className={style.item}>
      <div className={style.what}>
        <div className={style.name}>{shown}</div>
        <div className={style.sub}>
          {channel ? nameOf(channel) : contact.channelId}
          {channel?.address !== null && contact.label && ` · ${contact.label}`}{" "}
          {!contact.verified && <Tag tone="warn">{t("notify.unverified")}</Tag>}
          {!contact.enabled && <Tag tone="warn">{t("notify.off")}</Tag>}
        </div>
      </div>
      <Select
        label={t("notify.minPriority")}
        labelUnseen
        options={priorities}
        value={`${contact.minPriority}`}
        onChange={(value) => void change({ minPriority: Number(value) })}
      />
      <div className={style.acts}>
        {contact.verified ? (
          <Button onClick={() => void send()}>{t("notify.test")}</Button>
        ) : (
          <VerifyCode contact={contact} onDone={() => router.refresh()} />
        )}
        <Button look="quiet" onClick={() => void change({ enabled: !contact.enabled })}>
          {t(contact.enabled ? "notify.turnOff" : "notify.turnOn")}
        </Button>
        <Confirm
          trigger={<Button look="quiet">{t("notify.remove")}</Button>}
          title={t("notify.removeAsk")}
          body={t("notify.removeBody", { address: shown })}
          action={t("notify.remove")}
          danger
          onConfirm={remove}
        />
      </div>
      <Outcome id={test} />
    </li>
  );
}
