"use client";
import { Bookmark, Star, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import type { SavedFilters } from "#lib/preference/model.ts";
import { type Filter, fromQuery, toQuery } from "./filter.ts";
import style from "./SavedFiltersMenu.module.css";
import { drop, keep, makeUsual, rename } from "./savedFilters.ts";

type Props = {
  filter: Filter;
  kept: SavedFilters;
  onChange(filter: Filter): void;
  onKeep(next: SavedFilters): void;
};

/** Filters under a name: take one, keep this one, rename, forget, or have the desk open with it. */
export function SavedFiltersMenu({ filter, kept, onChange, onKeep }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<string>();

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "");
    const next = keep(kept, name, toQuery(filter).toString());
    setRefused(next ? undefined : t("filter.full"));
    if (!next) return;
    onKeep(next);
    event.currentTarget.reset();
  }
  function take(query: string) {
    onChange(fromQuery(new URLSearchParams(query)));
    setOpen(false);
  }

  return (
    <Dialog
      title={t("filter.saved")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="quiet" icon aria-label={t("filter.saved")}>
          <Bookmark aria-hidden />
        </Button>
      }
    >
      <div className={style.saved}>
        {kept.saved.length === 0 && <p className={style.none}>{t("filter.none")}</p>}
        <ul className={style.list}>
          {kept.saved.map(({ name, query }) => (
            <li key={name}>
              <Button look="outline" onClick={() => take(query)}>
                {t("filter.take")}
              </Button>
              <input
                aria-label={t("filter.rename", { name })}
                defaultValue={name}
                maxLength={60}
                onBlur={(event) => {
                  const next = rename(kept, name, event.target.value);
                  if (next) onKeep(next);
                  else event.target.value = name;
                }}
              />
              <Button
                look="quiet"
                icon
                aria-pressed={kept.usual === name}
                aria-label={t("filter.usual", { name })}
                title={t("filter.usualHint")}
                onClick={() => onKeep(makeUsual(kept, name))}
              >
                <Star aria-hidden fill={kept.usual === name ? "currentColor" : "none"} />
              </Button>
              <Button
                look="quiet"
                icon
                aria-label={t("filter.drop", { name })}
                onClick={() => onKeep(drop(kept, name))}
              >
                <Trash2 aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
        <form className={style.form} onSubmit={save}>
          <Field label={t("filter.keepAs")} name="name" required maxLength={60} error={refused} />
          <Button type="submit" look="solid">
            {t("filter.keep")}
          </Button>
        </form>
      </div>
    </Dialog>
  );
}
