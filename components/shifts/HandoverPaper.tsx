"use client";
import type { ReactNode } from "react";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import type { HandoverContent, Snapshot } from "#lib/shift/snapshot.ts";
import style from "./handover.module.css";

type Props = {
  content: HandoverContent;
  now: number;
  /** Beside each urgent alert: how it was read back, or the button to do it. */
  readBack?(alertId: number): ReactNode;
};

/** The sealed text as people read it: the note first, then what stands open, the urgent one by one. */
export function HandoverPaper({ content, now, readBack }: Props) {
  const t = useText();
  const format = useFormat();
  const { snapshot } = content;
  return (
    <div className={style.paper}>
      <section className={style.note}>
        <h3>{t("handover.note")}</h3>
        <p className={style.words}>{content.note || t("handover.noNote")}</p>
        <p className={style.faint}>
          {t("handover.by", { name: content.preparedName, time: format.moment(content.preparedAt, now) })}
          {" · "}
          {t("handover.takenAt", { time: format.moment(snapshot.at, now) })}
        </p>
      </section>
      <Urgent snapshot={snapshot} now={now} readBack={readBack} />
      <Held snapshot={snapshot} />
      <Part
        title={t("handover.hidden")}
        items={snapshot.hidden}
        line={(one) => <Hidden one={one} now={now} />}
      />
      <Part
        title={t("handover.procedures")}
        items={snapshot.procedures}
        line={(one) => <Running one={one} />}
      />
      <Part
        title={t("handover.incidents")}
        items={snapshot.incidents}
        line={(one) => <Incident one={one} now={now} />}
        foot={
          snapshot.floodSince === null
            ? t("handover.noFlood")
            : t("handover.flood", { time: format.moment(snapshot.floodSince, now) })
        }
      />
      <Part
        title={t("handover.sources")}
        items={snapshot.sources}
        line={(one) => <Source one={one} now={now} />}
      />
      <Part
        title={t("handover.orders")}
        items={snapshot.orders}
        line={(one) => <Order one={one} now={now} />}
      />
    </div>
  );
}

type PartProps<T extends { id: number | string }> = {
  title: string;
  items: readonly T[];
  line(item: T): ReactNode;
  foot?: string;
};

function Part<T extends { id: number | string }>({ title, items, line, foot }: PartProps<T>) {
  const t = useText();
  return (
    <section className={style.part}>
      <h3>
        {title} <span className={style.count}>{items.length}</span>
      </h3>
      {items.length === 0 && <p className={style.faint}>{t("handover.nothing")}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.id}>{line(item)}</li>
        ))}
      </ul>
      {foot && <p className={style.faint}>{foot}</p>}
    </section>
  );
}

function Urgent({ snapshot, now, readBack }: Omit<Props, "content"> & { snapshot: Snapshot }) {
  const t = useText();
  const format = useFormat();
  const { titleOf, objectOf } = useNames();
  return (
    <section className={style.urgent}>
      <h3>
        {t("handover.urgent")} <span className={style.count}>{snapshot.urgent.length}</span>
      </h3>
      {snapshot.urgent.length === 0 && <p className={style.faint}>{t("handover.nothing")}</p>}
      <ul>
        {snapshot.urgent.map((alert) => (
          <li key={alert.id} className={style.alert}>
            <PriorityMark priority={alert.priority} className={style.mark} />
            <div className={style.what}>
              <p className={style.strong}>
                {titleOf(alert)} · {objectOf(alert)}
              </p>
              <p className={style.faint}>
                {t(`alert.state.${alert.display}`)} · {format.moment(alert.raisedAt, now)} ·{" "}
                {alert.assignee ?? alert.holder ?? t("handover.nobody")}
              </p>
              {alert.lastNote && (
                <p className={style.faint}>{t("handover.lastNote", { note: alert.lastNote })}</p>
              )}
            </div>
            {readBack?.(alert.id)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Held({ snapshot }: { snapshot: Snapshot }) {
  const t = useText();
  return (
    <section className={style.part}>
      <h3>
        {t("handover.held")}{" "}
        <span className={style.count}>{snapshot.held.reduce((sum, one) => sum + one.count, 0)}</span>
      </h3>
      {snapshot.held.length === 0 && <p className={style.faint}>{t("handover.nothing")}</p>}
      <ul>
        {snapshot.held.map((one) => (
          <li key={`${one.priority} ${one.holder}`} className={style.row}>
            <PriorityMark priority={one.priority} className={style.small} />
            <span>{one.holder ?? t("handover.nobody")}</span>
            <span className={style.figure}>{one.count}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Of<K extends keyof Snapshot> = Snapshot[K] extends readonly (infer T)[] ? T : never;

function Hidden({ one, now }: { one: Of<"hidden">; now: number }) {
  const t = useText();
  const format = useFormat();
  const { titleOf, objectOf } = useNames();
  const until =
    one.until === null ? "" : ` ${t("handover.hiddenUntil", { time: format.moment(one.until, now) })}`;
  return (
    <div className={style.row}>
      <PriorityMark priority={one.priority} look="faded" className={style.small} />
      <div>
        <p>
          {titleOf(one)} · {objectOf(one)}
        </p>
        <p className={style.faint}>
          {t(`alert.state.${one.visibility}`)}
          {until}
          {one.why && ` · ${one.by ? t("handover.hiddenBy", { name: one.by, why: one.why }) : one.why}`}
        </p>
      </div>
    </div>
  );
}

function Running({ one }: { one: Of<"procedures"> }) {
  const t = useText();
  const { titleOf, objectOf } = useNames();
  const done = one.steps.filter((step) => step.done).length;
  return (
    <div className={style.row}>
      <PriorityMark priority={one.priority} className={style.small} />
      <div>
        <p>
          {titleOf(one)} · {objectOf(one)}
        </p>
        <p className={style.faint}>
          {one.holder ?? t("handover.nobody")} ·{" "}
          {one.steps.length === 0
            ? t("handover.noSteps")
            : t("handover.steps", { done, all: one.steps.length })}
        </p>
        {one.steps
          .filter((step) => !step.done)
          .slice(0, 3)
          .map((step) => (
            <p key={step.text} className={style.faint}>
              ☐ {step.text}
            </p>
          ))}
      </div>
    </div>
  );
}

function Incident({ one, now }: { one: Of<"incidents">; now: number }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  return (
    <div className={style.row}>
      {one.worst !== null && <PriorityMark priority={one.worst} className={style.small} />}
      <div>
        <p>{name(one)}</p>
        <p className={style.faint}>
          {t("handover.incidentAlerts", { count: one.total })} · {format.moment(one.openedAt, now)}
        </p>
      </div>
    </div>
  );
}

function Source({ one, now }: { one: Of<"sources">; now: number }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  return (
    <div>
      <p>{name(one)}</p>
      <p className={style.faint}>
        {t(`handover.source.${one.state}`)} ·{" "}
        {one.lastAt === null
          ? t("handover.neverAt")
          : t("handover.lastAt", { time: format.moment(one.lastAt, now) })}
      </p>
    </div>
  );
}

function Order({ one, now }: { one: Of<"orders">; now: number }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const to = language === "vi" ? one.addresseeVi : one.addresseeEn;
  return (
    <div>
      <p className={style.words}>{one.text}</p>
      <p className={style.faint}>
        {to ?? t("order.room")} · {t(`order.state.${one.state}`)}
        {one.dueAt !== null && ` · ${t("order.dueAt", { time: format.moment(one.dueAt, now) })}`}
      </p>
    </div>
  );
}

function useNames() {
  const language = useLanguage();
  return {
    titleOf: (one: { titleVi: string; titleEn: string }) => (language === "vi" ? one.titleVi : one.titleEn),
    objectOf: (one: { objectVi: string; objectEn: string }) =>
      language === "vi" ? one.objectVi : one.objectEn,
  };
}
