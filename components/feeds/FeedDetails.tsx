"use client";
import { useCallback, useEffect, useState } from "react";
import { useNow } from "#components/live/hooks.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import type { FeedRow } from "#lib/protocol.ts";
import style from "./FeedDetails.module.css";
import { FeedFacts } from "./FeedFacts.tsx";
import { freshnessOf } from "./freshness.ts";
import { PushToken } from "./PushToken.tsx";
import { type Refused, RefusedList } from "./RefusedList.tsx";

type Props = { feed: FeedRow; canManage: boolean; onClose(): void };
type Details = { hasToken: boolean; reasons: { reason: string; count: number }[]; errors: Refused[] };

/** One feed: its counters, what it refused and why, its push token. */
export function FeedDetails({ feed, canManage, onClose }: Props) {
  const t = useText();
  const name = useName();
  const language = useLanguage();
  const now = useNow();
  const [details, setDetails] = useState<Details>();
  const [trouble, setTrouble] = useState<string>();
  const path = `/api/admin/feeds/${encodeURIComponent(feed.feedId)}`;

  const load = useCallback(async () => {
    const answer = await call<Details>("GET", `${path}/errors`);
    if (answer.ok) setDetails(answer.value);
    setTrouble(answer.ok ? undefined : whyNot(language, answer));
  }, [path, language]);

  useEffect(() => {
    void load();
  }, [load]);

  return (
    <Dialog title={name(feed)} open onOpenChange={(open) => !open && onClose()} wide>
      <div className={style.details}>
        <FeedFacts feed={feed} state={freshnessOf(feed, now)} now={now} />
        {trouble && <p role="alert">{trouble}</p>}
        {details && canManage && (
          <PushToken feed={feed} path={path} hasToken={details.hasToken} onChange={load} />
        )}
        {details && <RefusedList reasons={details.reasons} errors={details.errors} now={now} />}
        {!details && !trouble && <p className={style.loading}>{t("app.loading")}</p>}
      </div>
    </Dialog>
  );
}
