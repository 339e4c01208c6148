import type { Metadata } from "next";
import { Desk } from "#components/alerts/Desk.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { requirePerson } from "#lib/user/next.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("desk.title") };
}

export default async function DeskPage() {
  const who = await requirePerson("desk.see");
  const t = await currentText();
  return (
    <Shell who={who} title={t("desk.title")} full>
      <Desk who={who} />
    </Shell>
  );
}
