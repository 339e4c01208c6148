import { type ComponentType, createContext, useContext } from "react";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { findText, type Language } from "#lib/i18n/model.ts";
import type { Draft } from "./draft.ts";
import type { Label, Part } from "./part.ts";
import type { Problems } from "./problems.ts";

/** A part with what was typed into it, and where it stands in the whole. */
export type View<P extends Part = Part> = {
  part: P;
  path: string;
  draft: Draft;
  onChange(draft: Draft): void;
  /** Its name in the schema, for parts that carry no words of their own. */
  name?: string;
  /** May be left empty. */
  optional?: boolean;
};

type Context = {
  problems: Problems;
  metricUnit: string;
  disabled: boolean;
  /** Fields of the whole that are drawn elsewhere. */
  hidden: readonly string[];
  /** Draws a part of any kind: what holds parts need not know them. */
  Draw: ComponentType<View>;
};
export const FormContext = createContext<Context>({
  problems: {},
  metricUnit: "",
  disabled: false,
  hidden: [],
  Draw: () => null,
});

type Said = { label: string; hint?: string; error?: string; disabled: boolean };

/** What is written around a field: its name with unit, its hint, what is wrong with it. */
export function useSaid({ part, path, name }: { part: Label; path: string; name?: string }): Said {
  const t = useText();
  const language = useLanguage();
  const { problems, metricUnit, disabled } = useContext(FormContext);
  const unit = part.unit === "metric" ? metricUnit : unitWord(part.unit, language);
  const words = part.words?.[language] ?? name ?? t("form.item");
  return {
    label: unit === "" ? words : `${words} (${unit})`,
    hint: part.hint?.[language],
    error: problems[path],
    disabled,
  };
}

export function inside(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

/** Units with a word of their own are written out; signs such as % stand as they are. */
function unitWord(unit: string | undefined, language: Language): string {
  if (unit === undefined || unit === "count") return "";
  return findText(language, `form.unit.${unit}`) ?? unit;
}
