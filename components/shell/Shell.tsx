import type { ReactNode } from "react";
import { FloodBanner } from "#components/incidents/FloodBanner.tsx";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { cx } from "../ui/cx.ts";
import { Account } from "./Account.tsx";
import { LiveState } from "./LiveState.tsx";
import { Nav, type NavItem } from "./Nav.tsx";
import { ServiceWorker } from "./ServiceWorker.tsx";
import style from "./Shell.module.css";

type Props = {
  who: Person;
  title: string;
  children: ReactNode;
  /** The page fills the window and scrolls inside, as a desk does. */
  full?: boolean;
  /** Beside the title. */
  actions?: ReactNode;
};

/** Bar, navigation and account around every page but the wall. */
export function Shell({ who, title, children, full, actions }: Props) {
  const items: NavItem[] = [{ href: "/wall/overview", text: "nav.wall" }];
  if (can(who, "desk.see")) items.push({ href: "/desk", text: "nav.desk" });
  if (can(who, "incident.see")) items.push({ href: "/incidents", text: "nav.incidents" });
  if (can(who, "rule.see")) items.push({ href: "/rules", text: "nav.rules" });
  if (can(who, "shift.see")) items.push({ href: "/shifts", text: "nav.shifts" });
  else if (can(who, "order.answer")) items.push({ href: "/orders", text: "nav.orders" });
  if (can(who, "kpi.see")) items.push({ href: "/alarm-health", text: "nav.kpi" });
  if (can(who, "cap.see")) items.push({ href: "/warnings", text: "nav.cap" });
  if (can(who, "notify.own")) items.push({ href: "/notify", text: "nav.notify" });
  if (can(who, "feed.see")) items.push({ href: "/feeds", text: "nav.feeds" });
  if (can(who, "scenario.run")) items.push({ href: "/admin", text: "nav.admin" });
  return (
    <div className={cx(style.shell, full && style.full)}>
      <ServiceWorker />
      <header className={style.bar}>
        <Nav items={items} />
        <LiveState />
        <Account name={who.name} role={who.role} />
      </header>
      <main id="content" className={style.main} tabIndex={-1}>
        <div className={style.head}>
          <h1 className={style.title}>{title}</h1>
          {actions}
        </div>
        {!full && <FloodBanner />}
        {children}
      </main>
    </div>
  );
}
