"use client";
import { Megaphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Key } from "#lib/i18n/model.ts";

type From =
  | { incident: number }
  | { alert: number }
  | { warning: number; type: "Update" | "Cancel" }
  | Record<string, never>;
type Props = { from: From; text?: Extract<Key, `cap.${string}`>; solid?: boolean };

/** Draws up a warning from what is at hand, and opens it. Nothing is sent by it. */
export function StartWarning({ from, text = "cap.draft", solid }: Props) {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const [working, setWorking] = useState(false);

  async function start() {
    setWorking(true);
    const answer = await call<{ id: number }>("POST", "/api/warnings", from);
    if (answer.ok) return router.push(`/warnings/${answer.value.id}`);
    setWorking(false);
    say.refused(t("cap.notDrafted"), whyNot(language, answer));
  }

  return (
    <Button look={solid ? "solid" : "outline"} disabled={working} focusableWhenDisabled onClick={start}>
      <Megaphone aria-hidden />
      {t(text as "cap.draft")}
    </Button>
  );
}
