"use client";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { Menu, MenuItem } from "#components/ui/Menu.tsx";
import type { Key } from "#lib/i18n/model.ts";
import { useText } from "./language.tsx";
import { Mark } from "./Mark.tsx";
import style from "./Nav.module.css";

export type NavItem = { href: string; text: Extract<Key, `nav.${string}`> };

/** So many stay in sight on a screen that has not room for all; the others are under one button. */
const IN_SIGHT = 4;

export function Nav({ items }: { items: NavItem[] }) {
  const t = useText();
  const path = usePathname();
  const router = useRouter();
  const isHere = ({ href }: NavItem) => path.startsWith(href);
  const later = items.slice(IN_SIGHT);
  const here = later.find(isHere);
  return (
    <nav className={style.nav} aria-label={t("nav.label")}>
      <Link href="/" prefetch={false} className={style.home} aria-label={t("nav.home")}>
        <Mark className={style.mark} />
        <span className={style.name}>{t("app.name")}</span>
      </Link>
      {items.map((item, i) => (
        // The wall is a page of its own kind: leaving the shell for it, nothing is worth keeping.
        <Link
          key={item.href}
          href={item.href}
          prefetch={false}
          className={style.link}
          data-later={i >= IN_SIGHT}
          aria-current={isHere(item) ? "page" : undefined}
        >
          {t(item.text as "nav.desk")}
        </Link>
      ))}
      {later.length > 0 && (
        <Menu
          trigger={
            <button type="button" className={style.more} data-here={here !== undefined}>
              {t((here?.text ?? "nav.more") as "nav.desk")}
              <ChevronDown aria-hidden />
            </button>
          }
        >
          {later.map((item) => (
            <MenuItem key={item.href} onClick={() => router.push(item.href)}>
              {t(item.text as "nav.desk")}
            </MenuItem>
          ))}
        </Menu>
      )}
    </nav>
  );
}
