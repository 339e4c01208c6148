"use client";
import { useMemo } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { PlacedPanel } from "#lib/wall/model.ts";
import { Boundary } from "./Boundary.tsx";
import { panelKind } from "./catalog.ts";
import { Frame } from "./Frame.tsx";
import { Note } from "./Note.tsx";

/** One panel of a wall: finds its kind, checks its config, keeps its errors to itself. */
export function Panel({ panel }: { panel: PlacedPanel }) {
  const t = useText();
  const kind = panelKind(panel.kind);
  const config = useMemo(() => kind?.schema.safeParse(panel.config), [kind, panel.config]);
  if (!kind) return <Trouble text={t("panel.unknownKind", { kind: panel.kind })} id={panel.id} />;
  if (!config?.success) {
    const problem = config?.error.issues.map((i) => `${i.path.join(".")} ${i.message}`).join("; ") ?? "";
    return <Trouble text={t("panel.badConfig", { problem })} id={panel.id} />;
  }
  return (
    <Boundary fallback={(_error, retry) => <Trouble text={t("panel.failed")} id={panel.id} retry={retry} />}>
      <kind.Body config={config.data} />
    </Boundary>
  );
}

function Trouble({ text, id, retry }: { text: string; id: string; retry?: () => void }) {
  const t = useText();
  return (
    <Frame label={id} title={id}>
      <Note trouble action={retry && <Button onClick={retry}>{t("app.retry")}</Button>}>
        {text}
      </Note>
    </Frame>
  );
}
