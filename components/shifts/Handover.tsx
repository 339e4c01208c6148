"use client";
import { Check, RefreshCw } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAlerts, useNow } from "#components/live/hooks.ts";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import { GRACE_MS, type Shift } from "#lib/shift/model.ts";
import type { HandoverContent, HandoverDetail } from "#lib/shift/snapshot.ts";
import { can } from "#lib/user/can.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { HandoverPaper } from "./HandoverPaper.tsx";
import style from "./handover.module.css";
import { Seal } from "./Seal.tsx";
import { useAsk } from "./useAsk.ts";

type Props = {
  who: Person;
  shift: Shift;
  next: Shift | null;
  handover: HandoverDetail | null;
  intact: boolean;
  opensAt: number;
  madeAt: number;
};

/** One shift gives way to the next: prepared by one, read back and signed by another. */
export function Handover({ who, shift, next, handover, intact, opensAt, madeAt }: Props) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const now = useNow(10_000) || madeAt;
  const content = handover && (JSON.parse(handover.content) as HandoverContent);
  const nextLead = next?.crew.find((member) => member.role === "lead" && member.able);
  return (
    <div className={style.handover}>
      <header className={style.head}>
        <h2>
          {t("handover.of", {
            shift: name(shift),
            day: format.weekday(shift.startsAt),
            from: format.clock(shift.startsAt),
            to: format.clock(shift.endsAt),
          })}
        </h2>
        <State handover={handover} shift={shift} />
        <p className={style.faint}>
          {next && next.crew.length > 0
            ? t("handover.to", { shift: name(next), names: next.crew.map((one) => one.name).join(", ") })
            : t("handover.toNobody")}
        </p>
      </header>
      {!handover?.signature && (
        <Prepare who={who} shift={shift} handover={handover} opensAt={opensAt} now={now} />
      )}
      {handover && content && (
        <Reading
          who={who}
          handover={handover}
          content={content}
          leadId={nextLead?.userId ?? null}
          intact={intact}
          now={now}
        />
      )}
    </div>
  );
}

function State({ handover, shift }: Pick<Props, "handover" | "shift">) {
  const t = useText();
  const format = useFormat();
  if (!handover) return <Tag>{t("handover.unsigned")}</Tag>;
  const { signature } = handover;
  if (!signature) return <Tag tone="warn">{t("handover.waiting")}</Tag>;
  const late = signature.signedAt - shift.endsAt;
  return (
    <>
      <Tag>{t("handover.signed")}</Tag>
      {late > GRACE_MS && <Tag tone="warn">{t("handover.late", { span: format.span(late) })}</Tag>}
    </>
  );
}

type PrepareProps = Pick<Props, "who" | "shift" | "handover" | "opensAt"> & { now: number };

function Prepare({ who, shift, handover, opensAt, now }: PrepareProps) {
  const t = useText();
  const format = useFormat();
  const { ask, working } = useAsk();
  const [again, setAgain] = useState(false);
  const mine = shift.crew.length === 0 || shift.crew.some((one) => one.userId === who.userId);
  if (now < opensAt)
    return <p className={style.faint}>{t("handover.opensAt", { time: format.clock(opensAt) })}</p>;
  if (!can(who, "shift.handover") || !mine) return null;
  if (handover && !again) {
    return (
      <div>
        <Button onClick={() => setAgain(true)}>{t("handover.again")}</Button>
      </div>
    );
  }
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
    const path = `/api/shifts/${shift.id}/handover`;
    const answer = await ask(path, { type: "prepare", note }, () => t("handover.prepared"));
    if (answer.ok) setAgain(false);
  }
  return (
    <form className={style.form} onSubmit={submit}>
      <p className={style.faint}>{t("handover.prepareHint")}</p>
      <TextArea label={t("handover.note")} name="note" maxLength={10_000} rows={5} />
      <div>
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {t("handover.prepare")}
        </Button>
      </div>
    </form>
  );
}

type ReadingProps = {
  who: Person;
  handover: HandoverDetail;
  content: HandoverContent;
  leadId: string | null;
  intact: boolean;
  now: number;
};

function Reading({ who, handover, content, leadId, intact, now }: ReadingProps) {
  const t = useText();
  const format = useFormat();
  const { ask, working } = useAsk();
  const news = useNews(content);
  const path = `/api/shifts/${handover.shiftId}`;
  const isLead = can(who, "shift.sign") && (leadId === null || leadId === who.userId);
  const mayRead = !handover.signature && isLead && handover.preparedBy !== actorOf(who);
  const mayRefresh = !handover.signature && can(who, "shift.handover");
  // What another lead has read back does not count for this one.
  const counted = handover.checks.filter((check) => !mayRead || check.actor === actorOf(who));
  const checks = new Map(counted.map((check) => [check.alertId, check]));

  function readBack(alertId: number): ReactNode {
    const check = checks.get(alertId);
    if (check) return <span className={style.read}>✓ {format.clock(check.at)}</span>;
    if (!mayRead) return null;
    const alert = content.snapshot.urgent.find((one) => one.id === alertId);
    const rungSeq = alert?.rungSeq ?? 0;
    const body = { type: "read", alertId, rungSeq };
    return (
      <Button
        disabled={working}
        aria-label={t("handover.readBack", { title: `${alert?.titleVi} ${alert?.objectVi}` })}
        onClick={() => ask(`${path}/signature`, body, () => t("handover.readCount", countOf(1)))}
      >
        <Check aria-hidden />
        {t("handover.confirm")}
      </Button>
    );
  }
  function countOf(more = 0) {
    const done = content.snapshot.urgent.filter((one) => checks.has(one.id)).length + more;
    return { done, all: content.snapshot.urgent.length };
  }

  return (
    <>
      {!handover.signature && news > 0 && (
        <div className={style.stale} role="alert">
          <p>{t("handover.stale")}</p>
          {mayRefresh && (
            <Button
              look="solid"
              disabled={working}
              onClick={() => ask(`${path}/handover`, { type: "refresh" }, () => t("handover.refreshed"))}
            >
              <RefreshCw aria-hidden />
              {t("handover.refresh")}
            </Button>
          )}
        </div>
      )}
      <HandoverPaper content={content} now={now} readBack={readBack} />
      {mayRead && <Sign handover={handover} ready={countOf()} blocked={news > 0} />}
      {!handover.signature && !mayRead && can(who, "shift.sign") && (
        <p className={style.faint}>
          {t(handover.preparedBy === actorOf(who) ? "handover.yours" : "handover.notLead")}
        </p>
      )}
      <Seal handover={handover} intact={intact} now={now} />
    </>
  );
}

/** Urgent alerts on the live picture that the sealed one does not know as they rang last. */
function useNews(content: HandoverContent): number {
  const live = useAlerts();
  const seen = new Map(content.snapshot.urgent.map((one) => [one.id, one.rungSeq]));
  const urgent = (live?.alerts ?? []).filter(
    (one) => one.priority <= 2 && one.visibility === "shown" && one.process !== "pending",
  );
  return urgent.filter((one) => seen.get(one.id) !== one.rungSeq).length;
}

type SignProps = { handover: HandoverDetail; ready: { done: number; all: number }; blocked: boolean };

function Sign({ handover, ready, blocked }: SignProps) {
  const t = useText();
  const { ask, working } = useAsk();
  const complete = ready.done === ready.all;
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const comment = String(new FormData(event.currentTarget).get("comment") ?? "").trim();
    const body = { type: "sign", hash: handover.hash, comment };
    await ask(`/api/shifts/${handover.shiftId}/signature`, body, () => t("handover.signedDone"));
  }
  return (
    <form className={style.form} onSubmit={submit}>
      <p className={style.strong}>{t("handover.readCount", ready)}</p>
      <TextArea label={t("handover.comment")} name="comment" maxLength={2_000} rows={2} />
      <div>
        <Button type="submit" look="solid" disabled={working || !complete || blocked} focusableWhenDisabled>
          {t("handover.sign")}
        </Button>
      </div>
    </form>
  );
}
