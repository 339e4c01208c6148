import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Sheet } from "#components/cap/Sheet.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { capOffice, warningById } from "#lib/cap/sql.ts";
import { localDay } from "#lib/i18n/format.ts";
import { currentText } from "#lib/i18n/next.ts";
import { province } from "#lib/province/sql.ts";
import { unitsAt } from "#lib/unit/sql.ts";
import { can, scopeOf } from "#lib/user/can.ts";
import { actorOf } from "#lib/user/model.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("cap.one") };
}

export default async function WarningPage({ params }: Props) {
  const who = await requirePerson("cap.see");
  const id = Number((await params).id);
  const { pool } = server();
  const warning = Number.isSafeInteger(id) ? await warningById(pool, id, scopeOf(who, "cap.see")) : undefined;
  if (!warning) notFound();
  const today = localDay(Date.now());
  const [t, units, where, office] = await Promise.all([
    currentText(),
    unitsAt(pool, today),
    province(pool),
    capOffice(pool),
  ]);
  const thing = { agencyId: warning.agencyId };
  return (
    <Shell who={who} title={`${t("cap.one")} ${warning.id}`}>
      <Sheet
        key={warning.version}
        warning={warning}
        rights={{
          edit: can(who, "cap.draft", thing),
          signFirst: can(who, "cap.sign_first"),
          signSecond: can(who, "cap.sign_second"),
        }}
        me={actorOf(who)}
        units={units
          .filter(({ kind }) => kind !== "province")
          .map(({ code, nameVi, nameEn }) => ({ code, nameVi, nameEn }))}
        province={where}
        hasOffice={office !== undefined}
      />
    </Shell>
  );
}
