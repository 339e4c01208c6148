"use client";
import { useRouter } from "next/navigation";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { type Content, isSame, type NamedProposal, needsTrial, rebased } from "#lib/rule/proposal.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { DayBars } from "./DayBars.tsx";
import { Diff } from "./Diff.tsx";
import style from "./rules.module.css";
import { WhyDialog } from "./WhyDialog.tsx";
import type { Places } from "./words.ts";

type Props = {
  proposal: NamedProposal;
  /** As it is now; null: there is none yet. */
  current: Content | null;
  who: Person;
  now: number;
  places: Places;
  /** Takes its content into the form, to try it or to go on writing. */
  onOpen?(proposal: NamedProposal): void;
};

/** One proposal: what it changes, why, what its trial said, and what this person may do with it. */
export function ProposalCard({ proposal, current, who, now, places, onOpen }: Props) {
  const t = useText();
  const format = useFormat();
  const { noun, base, content, why, proposedName, proposedAt, restores, decidedName, decision } = proposal;
  const moved = isOpen(proposal) && !isSame(base, current);
  return (
    <article className={style.card} data-state={proposal.state}>
      <header className={style.cardHead}>
        <StateTag proposal={proposal} />
        <span className={style.by}>
          {t("proposal.by", { name: proposedName ?? "–", time: format.moment(proposedAt, now) })}
        </span>
      </header>
      {why !== "" && <p className={style.why}>{why}</p>}
      {restores !== null && <p className={style.hint}>{t("proposal.restores", { version: restores })}</p>}
      {moved && <p className={style.refused}>{t("proposal.moved")}</p>}
      {moved && <Conflicts proposal={proposal} current={current} />}
      <Diff noun={noun} before={base} after={content} places={places} />
      <Trial proposal={proposal} now={now} />
      {decision && (
        <p className={style.why}>{t("proposal.decision", { name: decidedName ?? "–", text: decision })}</p>
      )}
      {isOpen(proposal) && <Acts proposal={proposal} moved={moved} who={who} onOpen={onOpen} />}
    </article>
  );
}

const isOpen = ({ state }: NamedProposal) => state === "draft" || state === "proposed";

function StateTag({ proposal: { state } }: { proposal: NamedProposal }) {
  const t = useText();
  return <Tag tone={state === "proposed" ? "warn" : "plain"}>{t(`proposal.state.${state}`)}</Tag>;
}

function Conflicts({ proposal, current }: { proposal: NamedProposal; current: Content | null }) {
  const t = useText();
  const { conflicts } = rebased(proposal, current);
  if (conflicts.length === 0) return null;
  return <p className={style.hint}>{t("proposal.conflicts", { fields: conflicts.join(", ") })}</p>;
}

function Trial({ proposal, now }: { proposal: NamedProposal; now: number }) {
  const t = useText();
  const format = useFormat();
  const { trial } = proposal;
  if (!trial) return needsTrial(proposal) ? <p className={style.hint}>{t("proposal.noTrial")}</p> : null;
  const days = Math.round((trial.to - trial.from) / 86_400_000);
  return (
    <section className={style.stack}>
      <p>
        <strong>{t("trial.said", { days, count: format.number(trial.alerts) })}</strong>{" "}
        <span className={style.hint}>{t("proposal.triedAt", { age: format.age(trial.at, now) })}</span>
      </p>
      <DayBars summary={trial} />
    </section>
  );
}

type ActsProps = {
  proposal: NamedProposal;
  moved: boolean;
  who: Person;
  onOpen?(proposal: NamedProposal): void;
};

function Acts({ proposal, moved, who, onOpen }: ActsProps) {
  const t = useText();
  const step = useStep(proposal);
  const mine = proposal.proposedBy === `user:${who.userId}`;
  const decides = can(who, "rule.approve") && !mine && proposal.state === "proposed";
  return (
    <div className={style.buttons}>
      {onOpen && can(who, "rule.propose") && (
        <Button onClick={() => onOpen(proposal)}>{t(mine ? "proposal.open" : "proposal.try")}</Button>
      )}
      {mine && moved && <Button onClick={() => step.quick("rebase")}>{t("proposal.rebase")}</Button>}
      {mine && <Button onClick={() => step.quick("withdraw")}>{t("proposal.withdraw")}</Button>}
      {mine && proposal.state === "draft" && !moved && (
        <Button look="solid" onClick={() => step.quick("propose")}>
          {t("proposal.propose")}
        </Button>
      )}
      {decides && (
        <>
          <WhyDialog
            trigger={<Button look="danger">{t("proposal.reject")}</Button>}
            title={t("proposal.reject")}
            label={t("proposal.why")}
            action={t("proposal.reject")}
            danger
            onDone={(text) => step.take("reject", { text })}
          />
          <WhyDialog
            trigger={<Button look="solid">{t("proposal.approve")}</Button>}
            title={t("proposal.approve")}
            label={t("proposal.seen")}
            action={t("proposal.approve")}
            onDone={(text) => step.take("approve", { text })}
          />
        </>
      )}
      {mine && can(who, "rule.approve") && <p className={style.hint}>{t("proposal.second")}</p>}
    </div>
  );
}

type ActName = "propose" | "withdraw" | "rebase" | "approve" | "reject";

function useStep({ noun, id }: NamedProposal) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const router = useRouter();
  const take = async (act: ActName, body: object = {}) => {
    const answer = await call("POST", `/api/${noun}s/proposals/${id}/${act}`, body);
    if (!answer.ok) return answer;
    say.done(t(`proposal.done.${act}`));
    router.refresh();
  };
  return {
    take,
    async quick(act: ActName) {
      const refused = await take(act);
      if (refused) say.refused(whyNot(language, refused));
    },
  };
}
