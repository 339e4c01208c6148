import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Gate } from "#components/access/Gate.tsx";
import { LoginForm } from "#components/access/LoginForm.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { currentIdentity } from "#lib/user/next.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("login.title") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function LoginPage({ searchParams }: Props) {
  const [who, { next }, t] = await Promise.all([currentIdentity(), searchParams, currentText()]);
  const target = pathOfThisSite(next);
  if (who?.kind === "person") redirect(target);
  return (
    <Gate name={t("app.name")} tagline={t("app.tagline")} title={t("login.title")}>
      <LoginForm next={target} />
    </Gate>
  );
}

/** Only a plain path: `//host` and `/\host` lead elsewhere. */
function pathOfThisSite(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])[\w\-./?=&%]*$/.test(next) ? next : "/";
}
