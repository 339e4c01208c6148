import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { IncidentDetail } from "#components/incidents/IncidentDetail.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { requirePerson } from "#lib/user/next.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await currentText())("incident.number", { id: (await params).id }) };
}

export default async function IncidentPage({ params }: Props) {
  const who = await requirePerson("incident.see");
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id)) notFound();
  const t = await currentText();
  return (
    <Shell who={who} title={t("incident.number", { id })}>
      <IncidentDetail id={id} who={who} />
    </Shell>
  );
}
