import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LimitEditor } from "#components/rules/LimitEditor.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { rulePlaces, stationRows } from "#lib/rule/sql/places.ts";
import { limitView } from "#lib/threshold/list.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { Back } from "../back.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("limits.title") };
}

type Props = { searchParams: Promise<{ set?: string }> };

/** `?set=` the set's own name; without it, a new one. */
export default async function LimitsPage({ searchParams }: Props) {
  const { set } = await searchParams;
  const who = await requirePerson(set === undefined ? "rule.propose" : "rule.see");
  const { pool } = server();
  const view = await limitView(pool, set, who);
  if (!view) notFound();
  const [t, places, stations] = await Promise.all([currentText(), rulePlaces(pool), stationRows(pool)]);
  const assets = Object.fromEntries(stations.map((s) => [String(s.id), { vi: s.nameVi, en: s.nameEn }]));
  return (
    <Shell who={who} title={t("limits.title")} actions={<Back tab="limits" />}>
      <LimitEditor
        key={`${set} ${view.versions.length}`}
        {...view}
        stations={stations}
        who={who}
        places={{ ...places, assets }}
        now={Date.now()}
      />
    </Shell>
  );
}
