"use client";
import { createContext, type ReactNode, useContext } from "react";
import { type Format, formatOf } from "#lib/i18n/format.ts";
import { type Language, type Translate, translator, type Words } from "#lib/i18n/model.ts";

type Speech = { language: Language; t: Translate; format: Format };

const speeches = new Map<Language, Speech>();
const Context = createContext<Speech>(speechOf("vi"));

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <Context value={speechOf(language)}>{children}</Context>;
}

export function useLanguage(): Language {
  return useContext(Context).language;
}

/** `t("desk.title")`: the text of the catalogue in the reader's language. */
export function useText(): Translate {
  return useContext(Context).t;
}

export function useFormat(): Format {
  return useContext(Context).format;
}

/** Chooses from a { vi, en } pair that came with data or a registry. */
export function useWords(): (words: Words) => string {
  const { language } = useContext(Context);
  return (words) => words[language];
}

function speechOf(language: Language): Speech {
  let speech = speeches.get(language);
  if (!speech) {
    speech = { language, t: translator(language), format: formatOf(language) };
    speeches.set(language, speech);
  }
  return speech;
}

/** The name of a row of the database in the reader's language. */
export function useName(): (row: { nameVi: string; nameEn: string }) => string {
  const { language } = useContext(Context);
  return language === "vi" ? (row) => row.nameVi : (row) => row.nameEn;
}
