"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { Content } from "#lib/cap/model.ts";
import { plain } from "#lib/i18n/plain.ts";
import style from "./sheet.module.css";

type Commune = Content["communes"][number];
type Props = { chosen: readonly Commune[]; all: readonly Commune[]; onChange(next: Commune[]): void };

const MOST_SHOWN = 8;

/** Communes by name, with or without their marks. */
export function CommunePicker({ chosen, all, onChange }: Props) {
  const t = useText();
  const name = useName();
  const [text, setText] = useState("");
  const codes = new Set(chosen.map(({ code }) => code));
  const wanted = plain(text);
  const found =
    wanted === ""
      ? []
      : all.filter((one) => !codes.has(one.code) && plain(one.nameVi).includes(wanted)).slice(0, MOST_SHOWN);
  const add = (one: Commune) => {
    onChange([...chosen, one]);
    setText("");
  };
  return (
    <div className={style.communes}>
      {chosen.length > 0 && (
        <ul className={style.chips} aria-label={t("cap.communes")}>
          {chosen.map((one) => (
            <li key={one.code}>
              {name(one)}
              <Button
                look="quiet"
                icon
                aria-label={t("cap.dropCommune", { name: name(one) })}
                onClick={() => onChange(chosen.filter(({ code }) => code !== one.code))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <input
        type="search"
        className={style.input}
        value={text}
        aria-label={t("cap.findCommune")}
        placeholder={t("cap.findCommune")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !found[0]) return;
          event.preventDefault();
          add(found[0]);
        }}
      />
      {found.length > 0 && (
        <ul className={style.found}>
          {found.map((one) => (
            <li key={one.code}>
              <Button look="quiet" onClick={() => add(one)}>
                {name(one)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {wanted !== "" && found.length === 0 && <p className={style.hint}>{t("cap.noCommune")}</p>}
    </div>
  );
}
