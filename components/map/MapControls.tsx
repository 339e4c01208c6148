"use client";
import { House, Minus, Plus } from "lucide-react";
import type { RefObject } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { Engine } from "./engine.ts";
import style from "./map.module.css";

export function MapControls({ engine }: { engine: RefObject<Engine | null> }) {
  const t = useText();
  return (
    <div className={style.controls}>
      <Button icon aria-label={t("map.zoomIn")} onClick={() => engine.current?.zoomBy(1)}>
        <Plus aria-hidden="true" />
      </Button>
      <Button icon aria-label={t("map.zoomOut")} onClick={() => engine.current?.zoomBy(-1)}>
        <Minus aria-hidden="true" />
      </Button>
      <Button icon aria-label={t("map.home")} onClick={() => engine.current?.home()}>
        <House aria-hidden="true" />
      </Button>
    </div>
  );
}
