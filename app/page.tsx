import { BellRing, LayoutDashboard, RadioTower, Scale, Settings } from "lucide-react";
import { redirect } from "next/navigation";
import { Shell } from "#components/shell/Shell.tsx";
import { StartList } from "#components/shell/StartList.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { can } from "#lib/user/can.ts";
import { currentIdentity } from "#lib/user/next.ts";

/** A screen goes to its wall, a person chooses, a stranger signs in. */
export default async function Home() {
  const [who, t] = await Promise.all([currentIdentity(), currentText()]);
  if (!who) redirect("/login");
  if (who.kind === "kiosk") redirect(`/wall/${who.wallId}`);
  return (
    <Shell who={who} title={t("home.title")}>
      <StartList
        items={[
          { href: "/wall/overview", icon: <LayoutDashboard />, title: t("nav.wall"), body: t("home.wall") },
          { href: "/desk", icon: <BellRing />, title: t("nav.desk"), body: t("home.desk") },
          { href: "/rules", icon: <Scale />, title: t("nav.rules"), body: t("home.rules") },
          { href: "/feeds", icon: <RadioTower />, title: t("nav.feeds"), body: t("home.feeds") },
          ...(can(who, "scenario.run")
            ? [{ href: "/admin", icon: <Settings />, title: t("nav.admin"), body: t("home.admin") }]
            : []),
        ]}
      />
    </Shell>
  );
}
