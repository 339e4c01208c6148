"use client";
import { useRegister } from "#components/live/hooks.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import type { NamedEvent } from "#lib/alert/event.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { storyOf } from "./story.ts";
import style from "./Timeline.module.css";

type Props = { alert: AlertRow; events: readonly NamedEvent[]; now: number };

/** Everything that happened to an alert, newest first: what, when, by whom, in whose words. */
export function Timeline({ alert, events, now }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const name = useName();
  const register = useRegister();

  function agency(id: string): string {
    const found = register?.agency(id);
    return found ? name(found) : id;
  }

  return (
    <ol className={style.timeline}>
      {events.toReversed().map((event) => {
        const story = storyOf(event, { alert, now, agency, t, format, language });
        return (
          <li key={event.seq} className={style.event} data-person={event.actor.startsWith("user:")}>
            <time className={style.time} dateTime={new Date(event.at).toISOString()}>
              {format.moment(event.at, now)}
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
        );
      })}
    </ol>
  );
}
