"use client";
import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "./Button.tsx";
import style from "./CopyBox.module.css";

/** A secret or a command that is shown once, with a button that takes it along. */
export function CopyBox({ text, label }: { text: string; label: string }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  const box = useRef<HTMLInputElement>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Outside https the clipboard is closed: select, so that Ctrl-C works.
      box.current?.select();
      return;
    }
    setCopied(true);
  }

  return (
    <div className={style.box}>
      <input
        ref={box}
        className={style.text}
        value={text}
        readOnly
        aria-label={label}
        onFocus={(e) => e.target.select()}
      />
      <Button onClick={copy}>
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        <span aria-live="polite">{copied ? t("app.copied") : t("app.copy")}</span>
      </Button>
    </div>
  );
}
