import { useRegister } from "#components/live/hooks.ts";
import { useName, useText } from "#components/shell/language.tsx";
import type { MaintenanceTarget } from "#lib/maintenance/model.ts";

type Named = { id: string; nameVi: string; nameEn: string };
/** What the register of the page does not know. */
export type TargetNames = { rules: Named[]; units: Named[] };
export type TargetKind = "assets" | "feeds" | "rules" | "unit";
export const TARGET_KINDS: readonly TargetKind[] = ["assets", "feeds", "rules", "unit"];
export type Choice = { id: string; name: string };

/** Everything that can be aimed at, by kind, in the reader's language. */
export function useChoices({ rules, units }: TargetNames): { [kind in TargetKind]: Choice[] } {
  const name = useName();
  const register = useRegister();
  const named = (rows: readonly Named[]) => rows.map((row) => ({ id: row.id, name: name(row) }));
  return {
    assets: [...(register?.assets ?? [])].map((asset) => ({ id: asset.key, name: name(asset) })),
    feeds: named(register?.payload.feeds ?? []),
    rules: named(rules),
    unit: named(units),
  };
}

/** A target in words; what is unknown keeps its id. */
export function useTargetWords(names: TargetNames) {
  const t = useText();
  const choices = useChoices(names);
  return (target: MaintenanceTarget): { kind: string; members: string[] } => {
    const [kind, ids] = partsOf(target);
    const known = new Map(choices[kind].map((one) => [one.id, one.name]));
    return { kind: t(`maintenance.target.${kind}`), members: ids.map((id) => known.get(id) ?? id) };
  };
}

function partsOf(target: MaintenanceTarget): [TargetKind, readonly string[]] {
  if ("assets" in target) return ["assets", target.assets];
  if ("feeds" in target) return ["feeds", target.feeds];
  return "rules" in target ? ["rules", target.rules] : ["unit", [target.unit]];
}

export function targetOf(kind: TargetKind, ids: readonly string[]): MaintenanceTarget | null {
  const [first] = ids;
  if (first === undefined) return null;
  if (kind === "unit") return { unit: first };
  if (kind === "assets") return { assets: [...ids] };
  return kind === "feeds" ? { feeds: [...ids] } : { rules: [...ids] };
}
