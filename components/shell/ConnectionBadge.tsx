"use client";
import { LoaderCircle, Radio, TriangleAlert } from "lucide-react";
import { useConnection, useNow } from "#components/live/hooks.ts";
import style from "./ConnectionBadge.module.css";
import { useFormat, useText } from "./language.tsx";

/** Live, connecting or lost since when; and whether this screen could not keep up. */
export function ConnectionBadge() {
  const t = useText();
  const format = useFormat();
  const now = useNow();
  const { state, since, picture, deaf, behind } = useConnection();
  const lost = state === "lost" || state === "signed_out" || picture === "lost" || deaf !== null;
  return (
    <div className={style.badge} data-lost={lost} data-calm={!lost && state === "live"} role="status">
      {lost ? (
        <TriangleAlert aria-hidden />
      ) : state === "live" ? (
        <Radio aria-hidden />
      ) : (
        <LoaderCircle aria-hidden />
      )}
      <span>
        {state === "lost"
          ? `${t("link.lost")} ${t("link.lostSince", { time: format.seconds(since), span: format.span(now - since) })}`
          : picture === "lost"
            ? t("link.noNews")
            : state === "live" && deaf
              ? t(
                  deaf === "broker_silent"
                    ? "link.unheard"
                    : deaf === "disk_low"
                      ? "link.diskLow"
                      : "link.deaf",
                )
              : t(
                  state === "live"
                    ? "link.live"
                    : state === "signed_out"
                      ? "link.signedOut"
                      : "link.connecting",
                )}
      </span>
      {behind > 0 && <span className={style.behind}>{t("link.behind", { count: behind })}</span>}
    </div>
  );
}
