"use client";
import { useMemo, useState } from "react";
import type { z } from "zod";
import { useLanguage } from "#components/shell/language.tsx";
import { type Draft, draftOf, readDraft } from "./draft.ts";
import { formOf, type Part } from "./part.ts";
import { type Issue, type Problems, problemsOf } from "./problems.ts";

export type SchemaFormState<T = unknown> = {
  part: Part;
  draft: Draft;
  change(draft: Draft): void;
  problems: Problems;
  /** The value as it stands, right or not. */
  value: unknown;
  /** What the schema makes of it; undefined when it refuses, and then the messages are shown. */
  read(): T | undefined;
  /** Shows what the server refused, until the next change. */
  refuse(issues: readonly Issue[]): void;
  /** Begins anew from a value. */
  reset(value: unknown): void;
  /** Differs from what it began with. */
  changed: boolean;
};

const NONE: readonly Issue[] = [];

/** A form's state: what was typed, judged by the very schema that judges it everywhere else. */
export function useSchemaForm<T>(schema: z.ZodType<T>, initial: unknown): SchemaFormState<T> {
  const language = useLanguage();
  const part = useMemo(() => formOf(schema), [schema]);
  const [first, setFirst] = useState(() => draftOf(part, initial, language));
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState(NONE);
  const value = useMemo(() => readDraft(part, draft, language), [part, draft, language]);
  const problems = useMemo(() => {
    const own = tried ? (schema.safeParse(value).error?.issues ?? []) : [];
    return problemsOf([...(own as unknown as Issue[]), ...refused], { part, draft, value, language });
  }, [schema, part, draft, value, language, tried, refused]);

  return {
    part,
    draft,
    value,
    problems,
    changed: JSON.stringify(value) !== JSON.stringify(readDraft(part, first, language)),
    change(next) {
      setDraft(next);
      setRefused(NONE);
    },
    read() {
      setTried(true);
      return schema.safeParse(value).data;
    },
    refuse: setRefused,
    reset(next) {
      const begun = draftOf(part, next, language);
      setFirst(begun);
      setDraft(begun);
      setTried(false);
      setRefused(NONE);
    },
  };
}
