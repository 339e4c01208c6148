import type { Metadata } from "next";
import { Desk } from "#components/alerts/Desk.tsx";
import { DeskHistory } from "#components/alerts/DeskHistory.tsx";
import { InstallButton } from "#components/shell/InstallButton.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { localDay } from "#lib/i18n/format.ts";
import { currentText } from "#lib/i18n/next.ts";
import { unitsAt } from "#lib/unit/sql.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

type Props = { searchParams: Promise<{ view?: string | string[]; alert?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("desk.title") };
}

/** What is open; with `?view=history` what is over; `?alert=17`: that one chosen, as messages link to it. */
export default async function DeskPage({ searchParams }: Props) {
  const who = await requirePerson("desk.see");
  const t = await currentText();
  const { view, alert } = await searchParams;
  const first = typeof alert === "string" && /^\d{1,15}$/.test(alert) ? Number(alert) : undefined;
  return (
    <Shell who={who} title={t("desk.title")} full actions={<InstallButton />}>
      {view === "history" ? (
        <DeskHistory who={who} />
      ) : (
        <Desk who={who} units={await unitNames()} first={first} />
      )}
    </Shell>
  );
}

/** Communes and wards of today by code, as a filter names them. */
async function unitNames(): Promise<Record<string, string>> {
  const today = localDay(Date.now());
  return Object.fromEntries((await unitsAt(server().pool, today)).map(({ code, nameVi }) => [code, nameVi]));
}
