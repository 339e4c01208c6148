"use client";
import { Download } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { useText } from "./language.tsx";
import { useInstall } from "./useInstall.ts";

/** Puts the desk on the home screen of a phone or tablet, where the browser can. */
export function InstallButton() {
  const t = useText();
  const install = useInstall();
  if (!install) return null;
  return (
    <Button onClick={() => void install()}>
      <Download aria-hidden />
      {t("app.install")}
    </Button>
  );
}
