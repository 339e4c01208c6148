"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Key } from "#lib/i18n/model.ts";
import { useText } from "./language.tsx";
import { Mark } from "./Mark.tsx";
import style from "./Nav.module.css";

export type NavItem = { href: string; text: Extract<Key, `nav.${string}`> };

export function Nav({ items }: { items: NavItem[] }) {
  const t = useText();
  const path = usePathname();
  return (
    <nav className={style.nav} aria-label={t("nav.label")}>
      <Link href="/" prefetch={false} className={style.home} aria-label={t("nav.home")}>
        <Mark className={style.mark} />
        <span className={style.name}>{t("app.name")}</span>
      </Link>
      {items.map((item) => (
        // The wall is a page of its own kind: leaving the shell for it, nothing is worth keeping.
        <Link
          key={item.href}
          href={item.href}
          prefetch={false}
          className={style.link}
          aria-current={path.startsWith(item.href) ? "page" : undefined}
        >
          {t(item.text as "nav.desk")}
        </Link>
      ))}
    </nav>
  );
}
