import { Notice } from "#components/shell/Notice.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { currentText } from "#lib/i18n/next.ts";

export default async function NotFound() {
  const t = await currentText();
  return (
    <Notice title={t("missing.title")} body={t("missing.body")}>
      <a className={buttonClass("outline")} href="/">
        {t("nav.home")}
      </a>
    </Notice>
  );
}
