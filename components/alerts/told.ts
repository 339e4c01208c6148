import type { NotificationRow } from "#lib/notify/model.ts";
import type { Story } from "./story.ts";
import type { Speech } from "./words.ts";

/** A message about an alert as a line of its timeline: to whom, by what, and what came of it. */
export function storyOfMessage(message: NotificationRow, { t, language }: Speech): Story {
  const channel = language === "vi" ? message.channelVi : message.channelEn;
  const tries = message.attempts.length;
  const state = t(`told.${message.state}`);
  const more = tries > 1 ? `${state} · ${t("told.tries", { count: tries })}` : state;
  const to = message.userName ?? (message.userId === null ? t("told.room") : t("event.bySomeone"));
  return { what: t("told.by", { channel }), more, words: "", who: t("story.to", { name: to }) };
}

/** When it went out, or was given up; until then when it was made. */
export function timeOfMessage({ settledAt, madeAt }: NotificationRow): number {
  return settledAt ?? madeAt;
}
