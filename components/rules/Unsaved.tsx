"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import style from "./rules.module.css";

/** Asks before a link, or the browser, leaves what was typed and not yet kept. */
export function Unsaved({ changed }: { changed: boolean }) {
  const t = useText();
  const router = useRouter();
  const [to, setTo] = useState<string>();

  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.("a[href]");
      const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
      if (!link || !plainClick || (link as HTMLAnchorElement).target === "_blank") return;
      event.preventDefault();
      event.stopPropagation();
      setTo((link as HTMLAnchorElement).href);
    };
    addEventListener("beforeunload", ask);
    document.addEventListener("click", follow, true);
    return () => {
      removeEventListener("beforeunload", ask);
      document.removeEventListener("click", follow, true);
    };
  }, [changed]);

  function leave() {
    const { pathname, search } = new URL(to as string);
    router.push(pathname + search);
  }

  return (
    <Dialog
      title={t("rules.unsaved")}
      open={to !== undefined}
      onOpenChange={(open) => !open && setTo(undefined)}
    >
      <p className={style.body}>{t("rules.unsavedBody")}</p>
      <div className={style.buttons}>
        <Button look="solid" onClick={() => setTo(undefined)}>
          {t("rules.stay")}
        </Button>
        <Button look="danger" onClick={leave}>
          {t("rules.leave")}
        </Button>
      </div>
    </Dialog>
  );
}
