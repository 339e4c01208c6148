import type { Metadata } from "next";
import { NewRule } from "#components/rules/NewRule.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { ruleKinds } from "#lib/rule/kinds/catalog.ts";
import { rulePlaces } from "#lib/rule/sql/places.ts";
import { canTry } from "#lib/rule/trial.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { Back } from "../back.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("rules.new") };
}

export default async function NewRulePage() {
  const who = await requirePerson("rule.propose");
  const [t, places] = await Promise.all([currentText(), rulePlaces(server().pool)]);
  const triable = ruleKinds.filter((kind) => canTry(kind.over)).map((kind) => kind.id);
  return (
    <Shell who={who} title={t("rules.new")} actions={<Back />}>
      <NewRule who={who} places={places} now={Date.now()} triable={triable} />
    </Shell>
  );
}
