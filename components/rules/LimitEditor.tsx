"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Draft } from "#components/form/draft.ts";
import type { Issue } from "#components/form/problems.ts";
import { SchemaForm } from "#components/form/SchemaForm.tsx";
import { useSchemaForm } from "#components/form/useSchemaForm.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Select } from "#components/ui/Select.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { metricById, metrics } from "#lib/metric/catalog.ts";
import { type Content, isSame, type NamedProposal, type Version } from "#lib/rule/proposal.ts";
import { type DatedThresholdSet, subjectOf, thresholdSetSchema } from "#lib/threshold/model.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { Diff } from "./Diff.tsx";
import { limitHref } from "./LimitList.tsx";
import { ProposalCard } from "./ProposalCard.tsx";
import { Section } from "./RuleEditor.tsx";
import style from "./rules.module.css";
import { TrialPanel } from "./TrialPanel.tsx";
import { Unsaved } from "./Unsaved.tsx";
import { useTrial } from "./useTrial.ts";
import { Versions } from "./Versions.tsx";
import { WhyDialog } from "./WhyDialog.tsx";
import type { Places } from "./words.ts";

export type Station = { id: number; nameVi: string; nameEn: string; metrics: string[] };
type Props = {
  current: Content | null;
  initial: Content;
  versions: Version[];
  proposals: NamedProposal[];
  stations: Station[];
  who: Person;
  places: Places;
  now: number;
};

/** The limits of one station: their form, what the rules would do by them, their proposals and their past. */
export function LimitEditor({ current, initial, versions, proposals, stations, who, places, now }: Props) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const router = useRouter();
  const form = useSchemaForm(thresholdSetSchema, initial);
  const trial = useTrial("/api/thresholds/trial");
  const [restored, setRestored] = useState<number>();
  const mayPropose = can(who, "rule.propose");
  const value = form.value as Content;
  const metric = metricById(String(value.metricId));
  const differs = current === null || !isSame(form.value, current);
  const waiting = proposals.filter(({ state }) => state === "draft" || state === "proposed");

  async function run(days: number) {
    const content = form.read();
    if (!content) return say.refused(whyNot(language, { status: 422, reason: "invalid_limits" }));
    const ended = await trial.run(content, days);
    if (ended.is === "failed") form.refuse(ended.issues);
  }

  async function propose(why: string) {
    const content = form.read();
    if (!content) return { status: 422, reason: "invalid_limits" };
    const wish = { content, why, submit: true, restores: restored };
    const answer = await call("POST", "/api/thresholds/proposals", wish);
    if (!answer.ok) {
      if (Array.isArray(answer.detail)) form.refuse(answer.detail as Issue[]);
      return answer;
    }
    say.done(t("proposal.done.propose"));
    setRestored(undefined);
    form.reset(current ?? content);
    if (current === null) router.push(limitHref(subjectOf(content as DatedThresholdSet)));
    router.refresh();
  }

  return (
    <div className={style.editor}>
      <Unsaved changed={form.changed && mayPropose} />
      <div className={style.main}>
        {waiting.map((proposal) => (
          <ProposalCard
            key={proposal.id}
            proposal={proposal}
            current={current}
            who={who}
            now={now}
            places={places}
            onOpen={(p) => form.reset(p.content)}
          />
        ))}
        <Section title={t("limits.set")}>
          <Subject form={form} stations={stations} fixed={current !== null || !mayPropose} />
          {current && <Validity set={current as DatedThresholdSet} />}
          <SchemaForm
            form={form}
            metricUnit={metric?.unit}
            disabled={!mayPropose}
            hidden={current ? KEY : NEW_KEY}
          />
        </Section>
      </div>
      <aside className={style.side}>
        {mayPropose && (
          <Section title={t("rules.propose")}>
            <p className={style.hint}>{t("limits.proposeHint")}</p>
            {restored !== undefined && (
              <p className={style.hint}>{t("proposal.restores", { version: restored })}</p>
            )}
            <div className={style.buttons}>
              <WhyDialog
                trigger={
                  <Button look="solid" disabled={!differs} focusableWhenDisabled>
                    {t("rules.proposeIt")}
                  </Button>
                }
                title={t("rules.proposeIt")}
                label={t("proposal.why")}
                action={t("proposal.propose")}
                onDone={propose}
              >
                <Diff noun="threshold" before={current} after={value} places={places} />
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
              outdated={
                trial.state.is === "done" &&
                !isSame(trial.state.content, thresholdSetSchema.safeParse(value).data)
              }
            />
          </Section>
        )}
        <Section title={t("version.list")}>
          <Versions
            noun="threshold"
            versions={versions}
            places={places}
            now={now}
            onRestore={
              mayPropose
                ? ({ content, version }) => {
                    form.reset(content);
                    setRestored(version);
                  }
                : undefined
            }
          />
        </Section>
      </aside>
    </div>
  );
}

/** What makes a set another set: it is chosen once. */
const KEY = ["assetId", "metricId", "validFrom", "months"];
const NEW_KEY = ["assetId", "metricId"];

function Validity({ set: { validFrom, months } }: { set: DatedThresholdSet }) {
  const t = useText();
  const format = useFormat();
  return (
    <p className={style.hint}>
      {t("limits.from", { day: format.date(Date.parse(`${validFrom}T00:00:00+07:00`)) })}
      {months && ` · ${t("limits.months", { months: months.join(", ") })}`}
    </p>
  );
}

type SubjectProps = { form: ReturnType<typeof useSchemaForm>; stations: Station[]; fixed: boolean };

function Subject({ form, stations, fixed }: SubjectProps) {
  const t = useText();
  const language = useLanguage();
  const { fields } = form.draft as { fields: { [key: string]: Draft } };
  const metricId = String(fields.metricId ?? "");
  const measured = stations.filter((s) => s.metrics.includes(metricId));
  const set = (change: { [key: string]: Draft }) => form.change({ fields: { ...fields, ...change } });
  return (
    <div className={style.fields}>
      <Select
        label={t("rules.metric")}
        options={metrics.map((m) => ({ value: m.id, label: m.title[language] }))}
        value={metricId}
        disabled={fixed}
        onChange={(next) => set({ metricId: next, assetId: "" })}
      />
      <Select
        label={t("rules.station")}
        options={[
          { value: "", label: t("limits.everywhere") },
          ...measured.map((s) => ({ value: String(s.id), label: language === "vi" ? s.nameVi : s.nameEn })),
        ]}
        value={String(fields.assetId ?? "")}
        disabled={fixed}
        onChange={(next) => set({ assetId: next })}
      />
    </div>
  );
}
