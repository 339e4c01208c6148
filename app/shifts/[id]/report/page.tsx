import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Shell } from "#components/shell/Shell.tsx";
import { Report } from "#components/shifts/Report.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { isIntact } from "#lib/shift/handover.ts";
import { handoverOf } from "#lib/shift/sql/handover.ts";
import { reportOf } from "#lib/shift/sql/report.ts";
import { shiftById } from "#lib/shift/sql.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("shiftReport.title") };
}

/** What a shift lived through; made to be printed. */
export default async function ReportPage({ params }: Props) {
  const who = await requirePerson("shift.see");
  const { pool } = server();
  const id = Number((await params).id);
  const shift = Number.isSafeInteger(id) ? await shiftById(pool, id) : undefined;
  const now = Date.now();
  if (!shift || shift.startsAt > now) notFound();
  const span = { from: shift.startsAt, to: Math.min(shift.endsAt, now) };
  const [t, report, handover] = await Promise.all([
    currentText(),
    reportOf(pool, span),
    handoverOf(pool, shift.id),
  ]);
  return (
    <Shell who={who} title={t("shiftReport.title")}>
      <Report
        shift={shift}
        report={report}
        handover={handover ?? null}
        intact={handover !== undefined && isIntact(handover, handover.signature)}
        madeAt={now}
      />
    </Shell>
  );
}
