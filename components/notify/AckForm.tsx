"use client";
import { useState } from "react";
import { useNow } from "#components/live/hooks.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import style from "./notify.module.css";

type Props = { token: string; seqs: { [alertId: string]: number }; desk: string };
type Done = { acked: number[] };
type Taken = { name?: string | null; at?: number };

/** The one button behind a link of a message. */
export function AckForm({ token, seqs, desk }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const now = useNow(10_000);
  const [working, setWorking] = useState(false);
  const [done, setDone] = useState<number>();
  const [refused, setRefused] = useState<string>();

  async function acknowledge() {
    setWorking(true);
    const answer = await call<Done>("POST", `/api/ack/${token}`, { seqs });
    setWorking(false);
    if (answer.ok) return setDone(answer.value.acked.length);
    const { name, at } = (answer.detail ?? {}) as Taken;
    setRefused(
      answer.reason === "already_acknowledged" && name && at
        ? `${t("ack.already")}. ${t("ack.alreadyBy", { name, time: format.moment(at, now) })}`
        : whyNot(language, answer),
    );
  }

  if (done !== undefined)
    return (
      <div className={style.form} role="status">
        <h2>{t("ack.done")}</h2>
        <p className={style.body}>{t("ack.doneBody", { count: done })}</p>
        <a className={buttonClass("outline")} href={desk}>
          {t("ack.toDesk")}
        </a>
      </div>
    );
  return (
    <div className={style.form}>
      <p className={style.body}>{t("ack.intro")}</p>
      <p role="alert" className={refused ? style.refused : "unseen"}>
        {refused}
      </p>
      <Button look="solid" wide disabled={working} focusableWhenDisabled onClick={() => void acknowledge()}>
        {t("ack.button", { count: Object.keys(seqs).length })}
      </Button>
      <a className={buttonClass("quiet")} href={desk}>
        {t("ack.toDesk")}
      </a>
    </div>
  );
}
