import type { Metadata } from "next";
import { LimitList } from "#components/rules/LimitList.tsx";
import { RuleList } from "#components/rules/RuleList.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { Tabs } from "#components/ui/Tabs.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { rulesFor } from "#lib/rule/sql/list.ts";
import { rulePlaces } from "#lib/rule/sql/places.ts";
import { thresholdsFor } from "#lib/threshold/list.ts";
import { can } from "#lib/user/can.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("nav.rules") };
}

type Props = { searchParams: Promise<{ tab?: string }> };

export default async function RulesPage({ searchParams }: Props) {
  const who = await requirePerson("rule.see");
  const { pool } = server();
  const [t, { tab }, rules, limits, places] = await Promise.all([
    currentText(),
    searchParams,
    rulesFor(pool, who),
    thresholdsFor(pool, who),
    rulePlaces(pool),
  ]);
  const may = { mayPropose: can(who, "rule.propose"), mayApprove: can(who, "rule.approve"), now: Date.now() };
  const titled = (title: string, count: number) => (
    <>
      {title} {count > 0 && <Tag tone="warn">{count}</Tag>}
    </>
  );
  return (
    <Shell who={who} title={t("nav.rules")}>
      <Tabs
        first={tab === "limits" ? "limits" : "rules"}
        tabs={[
          {
            id: "rules",
            title: titled(t("rules.tab.rules"), rules.waiting.length),
            content: <RuleList {...rules} {...may} places={places} />,
          },
          {
            id: "limits",
            title: titled(t("rules.tab.limits"), limits.waiting.length),
            content: <LimitList {...limits} {...may} />,
          },
        ]}
      />
    </Shell>
  );
}
