import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RuleEditor } from "#components/rules/RuleEditor.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { currentLanguage, currentText } from "#lib/i18n/next.ts";
import { rulePlaces } from "#lib/rule/sql/places.ts";
import { ruleView } from "#lib/rule/sql/view.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { Back } from "../back.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("rules.rule") };
}

type Props = { params: Promise<{ id: string }> };

export default async function RulePage({ params }: Props) {
  const who = await requirePerson("rule.see");
  const { pool } = server();
  const view = await ruleView(pool, (await params).id, who);
  if (!view) notFound();
  const [places, language] = await Promise.all([rulePlaces(pool), currentLanguage()]);
  const { nameVi, nameEn } = view.initial;
  return (
    <Shell who={who} title={String(language === "vi" ? nameVi : nameEn)} actions={<Back />}>
      <RuleEditor key={view.version} {...view} who={who} places={places} now={Date.now()} />
    </Shell>
  );
}
