import * as registry from "./index.ts";
import type { PanelKind } from "./panel.ts";

export const panelKinds: readonly PanelKind[] = Object.values(registry);

const byId: ReadonlyMap<string, PanelKind> = new Map(panelKinds.map((kind) => [kind.id, kind]));

export function panelKind(id: string): PanelKind | undefined {
  return byId.get(id);
}
