"use client";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Confirm } from "#components/ui/Confirm.tsx";
import { CopyBox } from "#components/ui/CopyBox.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { FeedRow } from "#lib/protocol.ts";
import style from "./PushToken.module.css";

type Props = { feed: FeedRow; path: string; hasToken: boolean; onChange(): Promise<void> };

/** The bearer token by which a sender pushes over HTTP: made here, shown once. */
export function PushToken({ feed, path, hasToken, onChange }: Props) {
  const t = useText();
  const name = useName();
  const language = useLanguage();
  const say = useToast();
  const [token, setToken] = useState<string>();

  async function make() {
    const answer = await call<{ token: string }>("POST", `${path}/token`);
    if (!answer.ok) return say.refused(whyNot(language, answer));
    setToken(answer.value.token);
    await onChange();
  }

  async function remove() {
    const answer = await call("DELETE", `${path}/token`);
    if (!answer.ok) return say.refused(whyNot(language, answer));
    setToken(undefined);
    say.done(t("token.removed", { name: name(feed) }));
    await onChange();
  }

  return (
    <section className={style.push}>
      <h3>{t("token.title")}</h3>
      <p>{t("token.body", { address: `POST /api/feeds/${feed.feedId}/readings` })}</p>
      <p>{t(hasToken ? "token.has" : "token.hasNot")}</p>
      {token && (
        <>
          <p className={style.once}>{t("token.once")}</p>
          <CopyBox text={token} label={t("token.label", { name: name(feed) })} />
        </>
      )}
      <div className={style.actions}>
        <Confirm
          trigger={<Button>{t("token.make")}</Button>}
          title={t("token.makeAsk", { name: name(feed) })}
          body={t("token.makeBody")}
          action={t("token.make")}
          onConfirm={make}
        />
        {hasToken && (
          <Button look="danger" onClick={remove}>
            {t("token.remove")}
          </Button>
        )}
      </div>
    </section>
  );
}
