import type { Metadata } from "next";
import { Health } from "#components/kpi/Health.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { counted } from "#lib/kpi/cached.ts";
import { LISTS } from "#lib/kpi/lists.ts";
import { FIGURES, type FigureId } from "#lib/kpi/model.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { isSimulated } from "./which.ts";

type Props = { searchParams: Promise<{ sim?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("kpi.title") };
}

export default async function AlarmHealthPage({ searchParams }: Props) {
  const who = await requirePerson("kpi.see");
  const { pool } = server();
  const [t, simulated] = await Promise.all([currentText(), isSimulated(pool, (await searchParams).sim)]);
  const figures = await counted(pool, Date.now(), simulated);
  const hrefs = Object.fromEntries(FIGURES.map((id) => [id, hrefOf(id, simulated)])) as {
    [id in FigureId]: string;
  };
  return (
    <Shell who={who} title={t("kpi.title")}>
      <Health counted={figures} hrefs={hrefs} />
    </Shell>
  );
}

function hrefOf(id: FigureId, simulated: boolean): string {
  const list = LISTS[id];
  return list.kind === "page" ? list.href : `/alarm-health/${id}?sim=${simulated ? 1 : 0}`;
}
