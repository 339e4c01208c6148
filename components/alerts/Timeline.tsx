"use client";
import { useRegister } from "#components/live/hooks.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import type { NamedEvent } from "#lib/alert/event.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import type { NotificationRow } from "#lib/notify/model.ts";
import { type Story, storyOf } from "./story.ts";
import style from "./Timeline.module.css";
import { storyOfMessage, timeOfMessage } from "./told.ts";

type Props = {
  alert: AlertRow;
  events: readonly NamedEvent[];
  /** Whom it was told. */
  messages: readonly NotificationRow[];
  now: number;
};
type Line = { key: string; at: number; byPerson: boolean; story: Story };

/** Everything that happened to an alert, newest first: what, when, by whom, in whose words. */
export function Timeline({ alert, events, messages, now }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const name = useName();
  const register = useRegister();
  const speech = { t, format, language };

  function agency(id: string): string {
    const found = register?.agency(id);
    return found ? name(found) : id;
  }

  const lines: Line[] = [
    ...events.toReversed().map((event) => ({
      key: `event ${event.seq}`,
      at: event.at,
      byPerson: event.actor.startsWith("user:"),
      story: storyOf(event, { alert, now, agency, ...speech }),
    })),
    ...messages.map((message) => ({
      key: `message ${message.id}`,
      at: timeOfMessage(message),
      byPerson: false,
      story: storyOfMessage(message, speech),
    })),
  ].toSorted((a, b) => b.at - a.at);

  return (
    <ol className={style.timeline}>
      {lines.map(({ key, at, byPerson, story }) => (
        <li key={key} className={style.event} data-person={byPerson}>
          <time className={style.time} dateTime={new Date(at).toISOString()}>
            {format.moment(at, now)}
          </time>
          <div>
            <p className={style.what}>
              {story.what}
              {story.more && <span className={style.value}>{story.more}</span>}
            </p>
            <p className={style.who}>{story.who}</p>
            {story.words && <p className={style.words}>{story.words}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
