import type { ComponentType } from "react";
import type { z } from "zod";
import type { Words } from "#lib/i18n/model.ts";

/**
 * A kind of panel: one file in this folder and one line in index.ts. A wall's row names the kind and gives the
 * config; forms, contract tests and the documentation read the rest from here.
 */
export type PanelKind<Config = unknown> = {
  /** As wall rows name it; the file is called the same. */
  readonly id: string;
  readonly title: Words;
  /** What it shows, in one sentence. */
  readonly about: Words;
  readonly schema: z.ZodType<Config>;
  /** A config that shows something in the demo province. */
  readonly example: z.input<z.ZodType<Config>>;
  readonly Body: ComponentType<{ config: Config }>;
};

/** Checks a panel against its own schema and forgets its config type, so that all fit in one registry. */
export function definePanel<S extends z.ZodType>(panel: {
  id: string;
  title: Words;
  about: Words;
  schema: S;
  example: z.input<S>;
  Body: ComponentType<{ config: z.output<S> }>;
}): PanelKind {
  return panel as unknown as PanelKind;
}
