"use client";
import { Palette } from "lucide-react";
import { useRegister } from "#components/live/hooks.ts";
import { Button } from "#components/ui/Button.tsx";
import { Menu, MenuChoice } from "#components/ui/Menu.tsx";
import { type Theme, themes, type Wall } from "#lib/wall/model.ts";
import { Clock } from "./Clock.tsx";
import { ConnectionBadge } from "./ConnectionBadge.tsx";
import { useName, useText } from "./language.tsx";
import { Mark } from "./Mark.tsx";
import { ScenarioBanner } from "./ScenarioBanner.tsx";
import style from "./WallHeader.module.css";

type Props = { wall: Wall; theme: Theme; onTheme(theme: Theme): void };

/** Which province, which wall, whether it is real and live, and what time it is. */
export function WallHeader({ wall, theme, onTheme }: Props) {
  const t = useText();
  const name = useName();
  const province = useRegister()?.payload.province;
  return (
    <header className={style.header}>
      <a href="/" className={style.home} aria-label={t("wall.leave")}>
        <Mark className={style.mark} />
      </a>
      <div className={style.names}>
        <h1 className={style.province}>{province ? name(province) : t("app.name")}</h1>
        <p className={style.wall}>
          {t("app.centre")} · {name(wall)}
        </p>
      </div>
      <ScenarioBanner />
      <div className={style.right}>
        <ConnectionBadge />
        <Menu
          trigger={
            <Button look="quiet" icon aria-label={t("nav.theme")}>
              <Palette aria-hidden />
            </Button>
          }
        >
          <MenuChoice
            label={t("nav.theme")}
            value={theme}
            options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
            onChange={onTheme}
          />
        </Menu>
        <Clock />
      </div>
    </header>
  );
}
