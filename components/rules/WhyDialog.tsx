"use client";
import { type ReactElement, type ReactNode, useState } from "react";
import { whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import style from "./rules.module.css";

type Refusal = { status: number; reason: string };
type Props = {
  trigger: ReactElement;
  title: string;
  /** What is asked for: the reason, or what was looked at. */
  label: string;
  action: string;
  danger?: boolean;
  children?: ReactNode;
  /** @returns why not, or undefined when it is done */
  onDone(text: string): Promise<Refusal | undefined>;
};

/** An act that needs a word why; what was written stays when it is refused. */
export function WhyDialog({ trigger, title, label, action, danger, children, onDone }: Props) {
  const t = useText();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [working, setWorking] = useState(false);
  const [refused, setRefused] = useState<Refusal>();

  async function submit() {
    if (text.trim() === "") return setRefused({ status: 409, reason: "why_required" });
    setWorking(true);
    const refusal = await onDone(text);
    setWorking(false);
    setRefused(refusal);
    if (refusal) return;
    setOpen(false);
    setText("");
  }

  return (
    <Dialog wide={children !== undefined} trigger={trigger} title={title} open={open} onOpenChange={setOpen}>
      <div className={style.stack}>
        {children}
        <TextArea
          label={label}
          value={text}
          maxLength={2_000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused && whyNot(language, refused)}
        </p>
        <div className={style.buttons}>
          <Button look="quiet" onClick={() => setOpen(false)}>
            {t("app.cancel")}
          </Button>
          <Button
            look={danger ? "danger" : "solid"}
            disabled={working}
            focusableWhenDisabled
            onClick={submit}
          >
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
