"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { plain } from "#lib/i18n/plain.ts";
import { ruleKinds } from "#lib/rule/kinds/catalog.ts";
import type { RuleList as Listed, ListedRule } from "#lib/rule/listed.ts";
import style from "./rules.module.css";
import { Waiting } from "./Waiting.tsx";
import { kindTitle, type Places, sentenceOf, targetWords } from "./words.ts";

type Props = Listed & { places: Places; now: number; mayPropose: boolean; mayApprove: boolean };

/** Every rule in words, found by any of them; what waits for a decision stands first. */
export function RuleList({ rules, waiting, places, now, mayPropose, mayApprove }: Props) {
  const t = useText();
  const language = useLanguage();
  const format = useFormat();
  const name = useName();
  const [words, setWords] = useState("");
  const [kind, setKind] = useState("");
  const lines = useMemo(
    () => rules.map((listed) => ({ listed, text: textOf(listed, places) })),
    [rules, places],
  );
  const wanted = plain(words);
  const rows = lines
    .filter(({ listed, text }) => text.includes(wanted) && (kind === "" || listed.rule.kind === kind))
    .map(({ listed }) => listed);

  const columns: Column<ListedRule>[] = [
    {
      id: "rule",
      title: t("rules.rule"),
      cell: ({ rule }) => (
        <div className={style.ruleCell}>
          <PriorityMark priority={mostUrgent(rule)} className={style.mark} />
          <span className={style.words}>
            <Link href={`/rules/${rule.id}`} prefetch={false} className={style.ruleName}>
              {name(rule)}
            </Link>
            <span className={style.hint}>
              {sentenceOf(rule.kind, rule.params, language) ?? t("rules.noSentence")}
            </span>
          </span>
        </div>
      ),
    },
    {
      id: "kind",
      title: t("rules.kind"),
      minor: true,
      cell: ({ rule }) => kindTitle(rule.kind, language),
    },
    {
      id: "target",
      title: t("rules.target"),
      minor: true,
      cell: ({ rule, aims }) => (
        <span className={style.words}>
          <span>{targetWords(rule.target, places, language)}</span>
          <span className={style.hint}>
            {aims.assets > 0
              ? t("rules.assetsCount", { count: aims.assets })
              : t("rules.feedsCount", { count: aims.feeds || aims.records })}
          </span>
        </span>
      ),
    },
    {
      id: "open",
      title: t("rules.openAlerts"),
      number: true,
      cell: ({ open }) => format.number(open),
    },
    {
      id: "recent",
      title: t("rules.recentAlerts"),
      number: true,
      cell: ({ recent }) => format.number(recent),
    },
    {
      id: "state",
      title: t("rules.state"),
      cell: ({ rule }) => (
        <Tag tone={rule.enabled ? "plain" : "warn"}>
          {t(rule.enabled ? "rules.enabled" : "rules.disabled")}
        </Tag>
      ),
    },
  ];

  return (
    <div className={style.stack}>
      <Waiting
        noun="rule"
        waiting={waiting}
        now={now}
        first={mayApprove}
        title={(p) => String(p.content[language === "vi" ? "nameVi" : "nameEn"])}
        href={(p) => `/rules/${p.subject}`}
      />
      <div className={style.filters}>
        <Field
          label={t("rules.search")}
          type="search"
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Select
          label={t("rules.kind")}
          options={[
            { value: "", label: t("rules.all") },
            ...ruleKinds.map((k) => ({ value: k.id, label: k.title[language] })),
          ]}
          value={kind}
          onChange={setKind}
        />
        <span className={style.count} role="status">
          {t("rules.count", { count: rows.length, total: rules.length })}
        </span>
        {mayPropose && (
          <Link href="/rules/new" prefetch={false} className={buttonClass("solid")}>
            <Plus aria-hidden />
            {t("rules.new")}
          </Link>
        )}
      </div>
      <Table
        label={t("nav.rules")}
        columns={columns}
        rows={rows}
        rowKey={({ rule }) => rule.id}
        empty={t(rules.length === 0 ? "rules.none" : "rules.noMatch")}
      />
    </div>
  );
}

/** All that is said of a rule, in both languages, to search in. */
function textOf({ rule }: ListedRule, places: Places): string {
  const { id, nameVi, nameEn, kind, params, target } = rule;
  const said = (["vi", "en"] as const).flatMap((language) => [
    sentenceOf(kind, params, language) ?? "",
    targetWords(target, places, language),
    kindTitle(kind, language),
  ]);
  return plain([id, nameVi, nameEn, ...said].join("\n"));
}

/** Of the levels, where they have their own. */
function mostUrgent({ params, priority }: ListedRule["rule"]): 1 | 2 | 3 | 4 {
  const { levels } = (params ?? {}) as { levels?: { priority?: 1 | 2 | 3 | 4 }[] };
  const own = (Array.isArray(levels) ? levels : []).flatMap((l) => (l.priority ? [l.priority] : []));
  return own.length > 0 ? (Math.min(...own) as 1 | 2 | 3 | 4) : priority;
}
