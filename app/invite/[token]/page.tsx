import type { Metadata } from "next";
import gate from "#components/access/Gate.module.css";
import { Gate } from "#components/access/Gate.tsx";
import { InviteForm } from "#components/access/InviteForm.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { currentText } from "#lib/i18n/next.ts";
import { server } from "#lib/user/server.ts";
import { linkByHash } from "#lib/user/sql/link.ts";
import { hashToken } from "#lib/user/token.ts";

export async function generateMetadata(): Promise<Metadata> {
  // The address holds the token: it must not travel to another site.
  return { title: (await currentText())("invite.title"), referrer: "no-referrer" };
}

type Props = { params: Promise<{ token: string }> };

/** Looking does not use the link up: mail programs look too. */
export default async function InvitePage({ params }: Props) {
  const [{ token }, t] = await Promise.all([params, currentText()]);
  const link = await linkByHash(server().pool, hashToken(token));
  return (
    <Gate name={t("app.name")} tagline={t("app.tagline")} title={t(link ? "invite.title" : "invite.used")}>
      <p className={gate.intro}>
        {link ? t("invite.intro", { name: link.name, email: link.email }) : t("refusal.password_link_used")}
      </p>
      {link ? (
        <InviteForm token={token} email={link.email} />
      ) : (
        <a className={buttonClass("outline")} href="/login">
          {t("setup.toLogin")}
        </a>
      )}
    </Gate>
  );
}
