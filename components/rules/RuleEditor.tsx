"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { Issue } from "#components/form/problems.ts";
import { SchemaForm } from "#components/form/SchemaForm.tsx";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import { ruleKindById } from "#lib/rule/kinds/catalog.ts";
import type { AnyKind } from "#lib/rule/kinds/kind.ts";
import type { Target } from "#lib/rule/model.ts";
import { type Content, isSame, type NamedProposal, type Version } from "#lib/rule/proposal.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { Diff } from "./Diff.tsx";
import { ProposalCard } from "./ProposalCard.tsx";
import style from "./rules.module.css";
import { TargetPicker } from "./TargetPicker.tsx";
import { TrialPanel } from "./TrialPanel.tsx";
import { Unsaved } from "./Unsaved.tsx";
import { useRuleForm } from "./useRuleForm.ts";
import { useTrial } from "./useTrial.ts";
import { Versions } from "./Versions.tsx";
import { WhyDialog } from "./WhyDialog.tsx";
import { kindTitle, type Places, sentenceOf, targetWords } from "./words.ts";

export type RuleView = {
  kindId: string;
  triable: boolean;
  /** null: a rule that is yet to be. */
  current: Content | null;
  initial: Content;
  versions: Version[];
  proposals: NamedProposal[];
};
type Props = RuleView & { who: Person; places: Places; now: number };

/** One rule: what it says, its form, its trial, its proposals and its past. */
export function RuleEditor(props: Props) {
  const kind = ruleKindById(props.kindId);
  return kind ? <Editor {...props} kind={kind} /> : null;
}

function Editor(props: Props & { kind: AnyKind }) {
  const { kind, current, initial, versions, proposals, who, places, now, triable } = props;
  const t = useText();
  const language = useLanguage();
  const form = useRuleForm(kind, initial);
  const trial = useTrial("/api/rules/trial");
  const keep = useKeeping(form, current);
  const mayPropose = can(who, "rule.propose");
  const differs = current === null || !isSame(form.value, current);
  const metric = metricById((form.target as { metric?: string }).metric ?? "");

  async function run(days: number) {
    const content = form.read();
    if (!content) return keep.sayWrong();
    const ended = await trial.run(content, days);
    if (ended.is === "failed") form.refuse(ended.issues);
  }

  function restore({ content, version }: Version) {
    form.reset(content);
    keep.restoring(version);
  }

  const [waiting, decided] = [proposals.filter(isWaiting), proposals.filter((p) => !isWaiting(p))];
  return (
    <div className={style.editor}>
      <Unsaved changed={form.changed && mayPropose} />
      <div className={style.main}>
        <Summary form={form} kind={kind} places={places} current={current} />
        {waiting.map((proposal) => (
          <ProposalCard
            key={proposal.id}
            proposal={proposal}
            current={current}
            who={who}
            now={now}
            places={places}
            onOpen={(p) => keep.open(p)}
          />
        ))}
        <Section title={t("rules.what")}>
          {current === null && <IdNote />}
          <SchemaForm form={form.head} disabled={!mayPropose} hidden={current === null ? NONE : ID} />
        </Section>
        <Section title={t("rules.target")}>
          <TargetPicker
            over={kind.over}
            places={places}
            target={form.target}
            problem={form.aimProblem}
            disabled={!mayPropose}
            onChange={form.aim}
          />
        </Section>
        <Section title={t("rules.condition", { kind: kindTitle(kind.id, language) })}>
          <SchemaForm form={form.params} metricUnit={metric?.unit} disabled={!mayPropose} />
        </Section>
        <Section title={t("rules.response")}>
          <SchemaForm form={form.response} disabled={!mayPropose} />
        </Section>
      </div>
      <aside className={style.side}>
        {mayPropose && (
          <Section title={t("rules.propose")}>
            <p className={style.hint}>{t("rules.proposeHint")}</p>
            {keep.restored !== undefined && (
              <p className={style.hint}>{t("proposal.restores", { version: keep.restored })}</p>
            )}
            <div className={style.buttons}>
              <Button disabled={!differs} focusableWhenDisabled onClick={() => keep.save()}>
                {t("rules.saveDraft")}
              </Button>
              <WhyDialog
                trigger={
                  <Button look="solid" disabled={!differs} focusableWhenDisabled>
                    {t("rules.proposeIt")}
                  </Button>
                }
                title={t("rules.proposeIt")}
                label={t("proposal.why")}
                action={t("proposal.propose")}
                onDone={keep.propose}
              >
                <Diff noun="rule" before={current} after={form.value} places={places} />
              </WhyDialog>
            </div>
          </Section>
        )}
        {mayPropose && (
          <Section title={t("trial.title")}>
            <TrialPanel
              state={trial.state}
              onRun={run}
              onCancel={trial.cancel}
              outdated={trial.state.is === "done" && !sameTried(trial.state.content, form.value)}
              impossible={!triable}
            />
          </Section>
        )}
        <Section title={t("version.list")}>
          <Versions
            noun="rule"
            versions={versions}
            places={places}
            now={now}
            onRestore={mayPropose ? restore : undefined}
          />
        </Section>
        {decided.length > 0 && (
          <Section title={t("proposal.decided")}>
            {decided.slice(0, 10).map((proposal) => (
              <ProposalCard
                key={proposal.id}
                proposal={proposal}
                current={current}
                who={who}
                now={now}
                places={places}
              />
            ))}
          </Section>
        )}
      </aside>
    </div>
  );
}

const NONE: readonly string[] = [];
const ID = ["id"];
const isWaiting = ({ state }: NamedProposal) => state === "draft" || state === "proposed";

/** What was tried may be switched on afterwards: it is the same condition. */
function sameTried(tried: unknown, now: Content): boolean {
  return isSame({ ...(tried as Content), enabled: true }, { ...now, enabled: true });
}

type RuleForm = ReturnType<typeof useRuleForm>;
type SummaryProps = { form: RuleForm; kind: AnyKind; places: Places; current: Content | null };

function Summary({ form, kind, places, current }: SummaryProps) {
  const t = useText();
  const language = useLanguage();
  const sentence = sentenceOf(kind.id, form.params.value, language);
  const { enabled } = form.head.value as { enabled?: boolean };
  return (
    <section className={style.summary}>
      <p className={style.sentence}>{sentence ?? t("rules.noSentence")}</p>
      <p className={style.hint}>{targetWords(form.target as Target, places, language)}</p>
      <p className={style.tags}>
        <Tag>{kindTitle(kind.id, language)}</Tag>
        {current === null && <Tag tone="warn">{t("rules.isNew")}</Tag>}
        <Tag tone={enabled ? "plain" : "warn"}>{t(enabled ? "rules.enabled" : "rules.disabled")}</Tag>
        {form.changed && <Tag tone="warn">{t("rules.changed")}</Tag>}
      </p>
    </section>
  );
}

function IdNote() {
  const t = useText();
  return <p className={style.hint}>{t("rules.idHint")}</p>;
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={style.section}>
      <h2 className={style.heading}>{title}</h2>
      {children}
    </section>
  );
}

/** Keeps what stands in the form as a draft or a proposal. */
function useKeeping(form: RuleForm, current: Content | null) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const router = useRouter();
  const [draft, setDraft] = useState<NamedProposal>();
  const [restored, setRestored] = useState<number>();

  async function send(why: string, submit: boolean) {
    const content = form.read();
    if (!content) return { ok: false as const, status: 422, reason: "invalid_rule" };
    const answer = draft
      ? await call<{ id: number }>("POST", `/api/rules/proposals/${draft.id}/edit`, { content, why })
      : await call<{ id: number }>("POST", "/api/rules/proposals", {
          content,
          why,
          submit,
          restores: restored,
        });
    if (!answer.ok) {
      if (Array.isArray(answer.detail)) form.refuse(answer.detail as Issue[]);
      return answer;
    }
    if (draft && submit) {
      const proposed = await call("POST", `/api/rules/proposals/${draft.id}/propose`, {});
      if (!proposed.ok) return proposed;
    }
    say.done(t(submit ? "proposal.done.propose" : "rules.savedDraft"));
    setDraft(undefined);
    setRestored(undefined);
    form.reset(current ?? content);
    if (current === null) router.push(`/rules/${content.id}`);
    router.refresh();
  }

  return {
    restored,
    restoring: setRestored,
    async propose(why: string) {
      return send(why, true);
    },
    async save() {
      const refused = await send(draft?.why ?? "", false);
      if (refused) say.refused(whyNot(language, refused));
    },
    open(proposal: NamedProposal) {
      form.reset(proposal.content);
      setDraft(proposal.state === "draft" ? proposal : undefined);
      scrollTo({ top: 0 });
    },
    sayWrong() {
      say.refused(whyNot(language, { status: 422, reason: "invalid_rule" }));
    },
  };
}
