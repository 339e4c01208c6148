import type { Metadata } from "next";
import { WarningList } from "#components/cap/List.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { capOffice, warnings } from "#lib/cap/sql.ts";
import { currentText } from "#lib/i18n/next.ts";
import { can, scopeOf } from "#lib/user/can.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("nav.cap") };
}

export default async function WarningsPage() {
  const who = await requirePerson("cap.see");
  const { pool } = server();
  const [t, rows, office] = await Promise.all([
    currentText(),
    warnings(pool, scopeOf(who, "cap.see")),
    capOffice(pool),
  ]);
  return (
    <Shell who={who} title={t("nav.cap")}>
      <WarningList
        warnings={rows}
        office={office ?? null}
        mayDraft={can(who, "cap.draft")}
        mayManage={can(who, "cap.manage")}
        now={Date.now()}
      />
    </Shell>
  );
}
