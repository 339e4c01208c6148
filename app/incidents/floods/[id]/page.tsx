import { ArrowLeft, Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { FloodReportView } from "#components/incidents/FloodReportView.tsx";
import { Note } from "#components/panels/Note.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { floodReport } from "#lib/flood/sql/report.ts";
import { floodById } from "#lib/flood/sql.ts";
import { currentText } from "#lib/i18n/next.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("floodReport.title") };
}

export default async function FloodPage({ params }: Props) {
  const who = await requirePerson("kpi.see");
  const id = Number((await params).id);
  const { pool } = server();
  const flood = Number.isSafeInteger(id) ? await floodById(pool, id) : undefined;
  if (!flood) notFound();
  const [t, report] = await Promise.all([currentText(), floodReport(pool, id)]);
  const actions = (
    <>
      <Link className={buttonClass("quiet")} href="/incidents">
        <ArrowLeft aria-hidden />
        {t("incident.back")}
      </Link>
      {report && (
        <a className={buttonClass("outline")} href={`/api/floods/${id}`} download={`flood-${id}.json`}>
          <Download aria-hidden />
          {t("floodReport.json")}
        </a>
      )}
    </>
  );
  return (
    <Shell who={who} title={t("floodReport.title")} actions={actions}>
      {report ? <FloodReportView report={report} now={Date.now()} /> : <Note>{t("floodReport.notYet")}</Note>}
    </Shell>
  );
}
