import * as registry from "./index.ts";
import type { AnyKind } from "./kind.ts";

export const ruleKinds: readonly AnyKind[] = Object.values(registry);

const byId = new Map(ruleKinds.map((kind) => [kind.id, kind]));

export function ruleKindById(id: string): AnyKind | undefined {
  return byId.get(id);
}
