import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { currentText } from "#lib/i18n/next.ts";

export async function Back({ tab }: { tab?: "limits" }) {
  const t = await currentText();
  return (
    <Link href={tab ? `/rules?tab=${tab}` : "/rules"} prefetch={false} className={buttonClass("quiet")}>
      <ArrowLeft aria-hidden />
      {t("rules.back")}
    </Link>
  );
}
