import type { Metadata } from "next";
import gate from "#components/access/Gate.module.css";
import { Gate } from "#components/access/Gate.tsx";
import { SetupForm } from "#components/access/SetupForm.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { currentText } from "#lib/i18n/next.ts";
import { server } from "#lib/user/server.ts";
import { isSetupOpen } from "#lib/user/setup.ts";

export async function generateMetadata(): Promise<Metadata> {
  // The address holds the token: it must not travel to another site.
  return { title: (await currentText())("setup.title"), referrer: "no-referrer" };
}

type Props = { params: Promise<{ token: string }> };

export default async function SetupPage({ params }: Props) {
  const [{ token }, t] = await Promise.all([params, currentText()]);
  const open = await isSetupOpen(server().pool, token);
  return (
    <Gate name={t("app.name")} tagline={t("app.tagline")} title={t(open ? "setup.title" : "setup.used")}>
      <p className={gate.intro}>{t(open ? "setup.intro" : "setup.usedBody")}</p>
      {open ? (
        <SetupForm token={token} />
      ) : (
        <a className={buttonClass("outline")} href="/login">
          {t("setup.toLogin")}
        </a>
      )}
    </Gate>
  );
}
