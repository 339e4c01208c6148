"use client";
import { useRouter } from "next/navigation";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useName, useText, useWords } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Confirm } from "#components/ui/Confirm.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { CALENDAR_NAMES, type Policy, ROLE_NAMES, type Step, WHOM_NAMES } from "#lib/escalation/model.ts";
import style from "./notify.module.css";
import { PolicyDialog } from "./PolicyDialog.tsx";
import type { Choices } from "./policy-schema.ts";

type Props = { policies: readonly Policy[]; choices: Choices };

export function Policies({ policies, choices }: Props) {
  const t = useText();
  const router = useRouter();
  return (
    <section className={style.stack}>
      <div className={style.head}>
        <p className={style.body}>
          {t("policy.intro")} {t("policy.wait")}
        </p>
        <PolicyDialog choices={choices} onDone={() => router.refresh()} />
      </div>
      {policies.length === 0 && <p className={style.empty}>{t("policy.none")}</p>}
      <div className={style.cards}>
        {policies.toSorted(byUrgency).map((policy) => (
          <PolicyCard key={policy.id} policy={policy} choices={choices} />
        ))}
      </div>
    </section>
  );
}

/** The most urgent first, the simulated last. */
function byUrgency(a: Policy, b: Policy): number {
  const simulated = (policy: Policy) => Number(policy.match.simulated === true);
  return simulated(a) - simulated(b) || Math.min(...a.match.priorities) - Math.min(...b.match.priorities);
}

function PolicyCard({ policy, choices }: { policy: Policy; choices: Choices }) {
  const t = useText();
  const nameOf = useName();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const name = nameOf(policy);

  async function remove() {
    const answer = await call("DELETE", `/api/admin/notify/policies/${policy.id}`);
    if (!answer.ok) say.refused(whyNot(language, answer));
    router.refresh();
  }

  return (
    <article className={style.card}>
      <div className={style.head}>
        <h2>{name}</h2>
        {!policy.enabled && <Tag tone="warn">{t("policy.off")}</Tag>}
      </div>
      <MatchTags policy={policy} />
      <ol className={style.steps}>
        {policy.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name than their place
          <StepLine key={i} step={step} choices={choices} />
        ))}
      </ol>
      <p className={style.sub}>{t("policy.version", { version: policy.version })}</p>
      <div className={style.acts}>
        <PolicyDialog policy={policy} choices={choices} onDone={() => router.refresh()} />
        <Confirm
          trigger={<Button look="quiet">{t("policy.remove")}</Button>}
          title={t("policy.removeAsk", { name })}
          body={t("policy.removeBody")}
          action={t("policy.remove")}
          danger
          onConfirm={remove}
        />
      </div>
    </article>
  );
}

function MatchTags({ policy: { match } }: { policy: Policy }) {
  const t = useText();
  return (
    <div className={style.tags}>
      {match.priorities.map((priority) => (
        <Tag key={priority}>
          P{priority} {t(`priority.${priority}`)}
        </Tag>
      ))}
      {match.simulated !== undefined && (
        <Tag>{t(match.simulated ? "policy.simulatedOnly" : "policy.realOnly")}</Tag>
      )}
      {match.agencies && <Tag>{t("policy.onlyAgencies", { count: match.agencies.length })}</Tag>}
      {match.rules && <Tag>{t("policy.onlyRules", { count: match.rules.length })}</Tag>}
    </div>
  );
}

function StepLine({ step, choices }: { step: Step; choices: Choices }) {
  const t = useText();
  const words = useWords();
  const format = useFormat();
  const { afterS, whom, role, person, channels, repeatEveryS, repeatTimes, calendar } = step;
  const who =
    whom === "role" && role
      ? words(ROLE_NAMES[role])
      : whom === "person"
        ? (choices.people.find((p) => p.id === person)?.name ?? person ?? "")
        : words(WHOM_NAMES[whom]);
  const when =
    afterS === 0
      ? t("policy.now", { whom: who })
      : t("policy.step", { span: format.span(afterS * 1_000), whom: who });
  const parts = [when];
  if (channels) parts.push(channels.join(", "));
  if (repeatEveryS && repeatTimes)
    parts.push(t("policy.again", { times: repeatTimes, span: format.span(repeatEveryS * 1_000) }));
  if (calendar !== "always") parts.push(words(CALENDAR_NAMES[calendar]).toLocaleLowerCase());
  return <li>{parts.join(" · ")}</li>;
}
