"use client";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { type KeyboardEvent, useContext, useEffect, useRef } from "react";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { FormContext, inside, useSaid, type View } from "./context.ts";
import { emptyDraft, type Item, type Listed, newItem } from "./draft.ts";
import style from "./form.module.css";
import type { Part } from "./part.ts";

/** Entries that are added, removed and moved: by the buttons, or by Alt with an arrow from inside an entry. */
export function ListView({ part, path, draft, onChange, name }: View<Extract<Part, { kind: "list" }>>) {
  const t = useText();
  const language = useLanguage();
  const { label, hint, error, disabled } = useSaid({ part, path, name });
  const { Draw } = useContext(FormContext);
  const { items, empty } = draft as Listed;
  const box = useRef<HTMLFieldSetElement>(null);
  const added = useRef<number>(undefined);
  const one = part.item.words?.[language] ?? label;
  const bare = { ...part.item, words: undefined };
  const set = (next: Item[]) => onChange({ items: next, empty });

  useEffect(() => {
    if (added.current === undefined) return;
    const entry = box.current?.querySelector<HTMLElement>(`[data-entry="${added.current}"]`);
    entry?.querySelector<HTMLElement>("input, textarea, [role=combobox]")?.focus();
    added.current = undefined;
  });

  function add() {
    const item = newItem(emptyDraft(part.item, language));
    added.current = item.id;
    set([...items, item]);
  }

  function move(from: number, by: -1 | 1) {
    const to = from + by;
    if (to < 0 || to >= items.length) return;
    const next = [...items];
    [next[from], next[to]] = [next[to] as Item, next[from] as Item];
    set(next);
  }

  function onKeyDown(event: KeyboardEvent, index: number) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    move(index, event.key === "ArrowUp" ? -1 : 1);
  }

  function remove(index: number) {
    set(items.filter((_, i) => i !== index));
    box.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  }

  return (
    <fieldset className={style.box} ref={box}>
      <legend className={style.legend}>{label}</legend>
      {hint && <p className={style.hint}>{hint}</p>}
      <ol className={style.entries}>
        {items.map((item, i) => {
          const entry = t("form.entry", { name: one, number: i + 1 });
          return (
            <li key={item.id} data-entry={item.id} className={style.entry} onKeyDown={(e) => onKeyDown(e, i)}>
              <div className={style.entryBody}>
                <Draw
                  part={bare}
                  path={inside(path, i)}
                  draft={item.draft}
                  onChange={(next) => set(items.map((it, k) => (k === i ? { ...it, draft: next } : it)))}
                  name={part.item.kind === "group" ? undefined : entry}
                />
              </div>
              {!disabled && (
                <div className={style.tools}>
                  <Button
                    look="quiet"
                    icon
                    aria-label={t("form.up", { name: entry })}
                    disabled={i === 0}
                    focusableWhenDisabled
                    onClick={() => move(i, -1)}
                  >
                    <ArrowUp aria-hidden />
                  </Button>
                  <Button
                    look="quiet"
                    icon
                    aria-label={t("form.down", { name: entry })}
                    disabled={i === items.length - 1}
                    focusableWhenDisabled
                    onClick={() => move(i, 1)}
                  >
                    <ArrowDown aria-hidden />
                  </Button>
                  <Button
                    look="quiet"
                    icon
                    aria-label={t("form.remove", { name: entry })}
                    onClick={() => remove(i)}
                  >
                    <X aria-hidden />
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {!disabled && items.length < part.most && (
        <div>
          <Button data-add onClick={add}>
            <Plus aria-hidden />
            {t("form.add", { name: one })}
          </Button>
        </div>
      )}
      {error && (
        <p role="alert" className={style.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
