"use client";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { call } from "#components/shell/call.ts";
import { useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import style from "./rules.module.css";

type Found = { assets: { key: string; nameVi: string; nameEn: string }[]; more: number };
type Props = {
  /** Only stations of this metric; left out: what moves. */
  metric?: string;
  chosen: readonly string[];
  onChange(keys: string[]): void;
  disabled?: boolean;
};

const WAIT_MS = 200;

/** Stations by name, with or without marks; none chosen means all. */
export function AssetPicker({ metric, chosen, onChange, disabled }: Props) {
  const t = useText();
  const name = useName();
  const [words, setWords] = useState("");
  const [found, setFound] = useState<Found>();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());

  useEffect(() => {
    if (words.trim() === "") return setFound(undefined);
    let over = false;
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ q: words, ...(metric ? { metric } : {}) });
      const answer = await call<Found>("GET", `/api/rules/assets?${query}`);
      if (!over && answer.ok) setFound(answer.value);
    }, WAIT_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [words, metric]);

  function choose(asset: Found["assets"][number]) {
    setNames(new Map(names).set(asset.key, name(asset)));
    onChange([...chosen.filter((key) => key !== asset.key), asset.key]);
    setWords("");
  }

  return (
    <div className={style.picker}>
      {!disabled && (
        <Field
          label={t("rules.assets")}
          hint={t("rules.assetsHint")}
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {found && (
        <ul className={style.found} aria-label={t("rules.assetsFound")}>
          {found.assets.map((asset) => (
            <li key={asset.key}>
              <Button look="quiet" wide onClick={() => choose(asset)}>
                {name(asset)}
              </Button>
            </li>
          ))}
          {found.assets.length === 0 && <li className={style.hint}>{t("rules.noAssets")}</li>}
          {found.more > 0 && <li className={style.hint}>{t("rules.moreAssets", { count: found.more })}</li>}
        </ul>
      )}
      {chosen.length > 0 && (
        <ul className={style.chips} aria-label={t("rules.assetsChosen")}>
          {chosen.map((key) => (
            <li key={key} className={style.chip}>
              {names.get(key) ?? key}
              {!disabled && (
                <Button
                  look="quiet"
                  icon
                  aria-label={t("form.remove", { name: names.get(key) ?? key })}
                  onClick={() => onChange(chosen.filter((k) => k !== key))}
                >
                  <X aria-hidden />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
