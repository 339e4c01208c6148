"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { type Channel, type ChannelHealth, type ChannelKind, isDead } from "#lib/notify/model.ts";
import { ChannelDialog } from "./ChannelDialog.tsx";
import style from "./notify.module.css";
import { Outcome } from "./Outcome.tsx";

type Props = {
  channels: readonly Channel[];
  health: readonly ChannelHealth[];
  kinds: readonly ChannelKind[];
  now: number;
};

export function Channels({ channels, health, kinds, now }: Props) {
  const t = useText();
  const router = useRouter();
  return (
    <section className={style.stack}>
      <div className={style.head}>
        <p className={style.body}>{t("channel.intro")}</p>
        <ChannelDialog kinds={kinds} onDone={() => router.refresh()} />
      </div>
      {channels.length === 0 && <p className={style.empty}>{t("channel.none")}</p>}
      <div className={style.cards}>
        {channels.map((channel) => (
          <ChannelCard
            key={channel.id}
            channel={channel}
            health={health.find((one) => one.id === channel.id)}
            kinds={kinds}
            now={now}
          />
        ))}
      </div>
    </section>
  );
}

type CardProps = {
  channel: Channel;
  health: ChannelHealth | undefined;
  kinds: readonly ChannelKind[];
  now: number;
};

function ChannelCard({ channel, health, kinds, now }: CardProps) {
  const t = useText();
  const nameOf = useName();
  const format = useFormat();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const [test, setTest] = useState<string | null>(null);
  const kind = kinds.find((one) => one.id === channel.kind);

  async function send() {
    const answer = await call<{ message: string }>(
      "POST",
      `/api/admin/notify/channels/${channel.id}/test`,
      {},
    );
    if (answer.ok) setTest(answer.value.message);
    else say.refused(whyNot(language, answer));
  }

  return (
    <article className={style.card}>
      <div className={style.head}>
        <h2>{nameOf(channel)}</h2>
        <HealthTag health={health} />
      </div>
      <p className={style.sub}>
        {kind ? (language === "vi" ? kind.titleVi : kind.titleEn) : channel.kind} · {channel.id}
      </p>
      {health && (
        <ul className={style.attempts}>
          <li>
            {t("channel.lastWorked")}: {health.workedAt === null ? "–" : format.age(health.workedAt, now)}
          </li>
          {kind?.reach === "person" && (
            <li>
              {t("channel.contacts")}: {health.contacts}
            </li>
          )}
          <li>
            {t("channel.waiting")}: {health.waiting}
          </li>
          {health.failures > 0 && health.lastError && (
            <li>{t("channel.lastError", { error: health.lastError })}</li>
          )}
        </ul>
      )}
      <div className={style.acts}>
        <Button onClick={() => void send()}>{t("notify.test")}</Button>
        {kind && <ChannelDialog kinds={kinds} channel={channel} onDone={() => router.refresh()} />}
      </div>
      <Outcome id={test} />
    </article>
  );
}

function HealthTag({ health }: { health: ChannelHealth | undefined }) {
  const t = useText();
  if (!health) return null;
  if (!health.enabled) return <Tag tone="warn">{t("channel.off")}</Tag>;
  if (isDead(health)) return <Tag tone="bad">{t("channel.dead", { count: health.failures })}</Tag>;
  if (health.failures > 0) return <Tag tone="warn">{t("channel.failing", { count: health.failures })}</Tag>;
  return <Tag>{t(health.workedAt === null ? "channel.never" : "channel.works")}</Tag>;
}
