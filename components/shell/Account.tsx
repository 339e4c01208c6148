"use client";
import { ChevronDown, CircleUserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/Button.tsx";
import { Menu, MenuChoice, MenuItem, MenuRule } from "#components/ui/Menu.tsx";
import { LANGUAGE_COOKIE, languages } from "#lib/i18n/model.ts";
import type { Role } from "#lib/user/model.ts";
import { type Theme, themes } from "#lib/wall/model.ts";
import style from "./Account.module.css";
import { call } from "./call.ts";
import { useLanguage, useText } from "./language.tsx";

/** Who am I, in which language and theme, and the way out. */
export function Account({ name, role }: { name: string; role: Role }) {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const [leaving, setLeaving] = useState(false);

  function remember(cookie: string, value: string) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of a control room.
    document.cookie = `${cookie}=${value}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  }

  async function signOut() {
    setLeaving(true);
    await call("POST", "/api/auth/sign-out", {});
    location.assign("/login");
  }

  return (
    <Menu
      trigger={
        <Button look="quiet" aria-label={`${t("nav.account")}: ${name}, ${t(`role.${role}`)}`}>
          <CircleUserRound aria-hidden />
          <span className={style.who}>
            <span className={style.name}>{leaving ? t("nav.signingOut") : name}</span>
            <span className={style.role}>{t(`role.${role}`)}</span>
          </span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuChoice
        label={t("nav.language")}
        value={language}
        options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
        onChange={(value) => remember(LANGUAGE_COOKIE, value)}
      />
      <MenuRule />
      <MenuChoice
        label={t("nav.theme")}
        value={
          (typeof document === "undefined" ? "van-hanh" : document.documentElement.dataset.theme) as Theme
        }
        options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChange={(value) => remember("theme", value)}
      />
      <MenuRule />
      <MenuItem onClick={() => router.push("/profile")}>{t("profile.title")}</MenuItem>
      <MenuItem onClick={signOut}>{t("nav.signOut")}</MenuItem>
    </Menu>
  );
}
