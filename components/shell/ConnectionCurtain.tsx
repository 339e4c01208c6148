"use client";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useConnection, useNow } from "#components/live/hooks.ts";
import style from "./ConnectionCurtain.module.css";
import { useFormat, useText } from "./language.tsx";

/**
 * Across a wall when what it shows is no longer news. The figures stay readable under it: an old number that is said
 * to be old is better than none. Signed out, they are gone: whoever lost the right to see must not go on seeing.
 */
export function ConnectionCurtain() {
  const t = useText();
  const format = useFormat();
  const now = useNow();
  const { state, since, picture, pictureSince, deaf, deafSince, waiting, who } = useConnection();
  const ago = (from: number) =>
    t("link.lostSince", { time: format.seconds(from), span: format.span(now - from) });
  if (state === "signed_out") {
    const kiosk = who?.kind === "kiosk";
    return (
      <div className={style.out} role="alert">
        <p className={style.title}>{t(kiosk ? "link.revoked" : "link.signedOut")}</p>
        <p>{t(kiosk ? "link.revokedBody" : "link.signedOutBody")}</p>
        {!kiosk && <a href="/login">{t("link.signIn")}</a>}
      </div>
    );
  }
  if (state === "lost") {
    return (
      <Band title={t("link.lost")} since={ago(since)}>
        {t("link.lostBody")}
      </Band>
    );
  }
  if (state === "live" && picture === "lost") {
    return (
      <Band title={t("link.noNews")} since={ago(pictureSince)}>
        {t("link.noNewsBody")}
      </Band>
    );
  }
  if (state === "live" && deaf && deaf !== "disk_low") {
    return (
      <Band title={t(deaf === "broker_silent" ? "link.unheard" : "link.deaf")} since={ago(deafSince)}>
        {t(`deaf.${deaf}`)} {t("link.deafBody")}
        {waiting > 0 && ` ${t("link.waiting", { count: format.number(waiting) })}`}
      </Band>
    );
  }
  return null;
}

function Band({ title, since, children }: { title: string; since: string; children: ReactNode }) {
  return (
    <div className={style.curtain}>
      <div className={style.band} role="alert">
        <TriangleAlert aria-hidden />
        <p className={style.title}>
          {title} <span className={style.since}>{since}</span>
        </p>
        <p className={style.body}>{children}</p>
      </div>
    </div>
  );
}
