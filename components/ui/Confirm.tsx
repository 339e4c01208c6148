"use client";
import type { ReactElement } from "react";
import { useState } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "./Button.tsx";
import style from "./Confirm.module.css";
import { Dialog } from "./Dialog.tsx";

type Props = {
  trigger: ReactElement;
  title: string;
  body: string;
  action: string;
  danger?: boolean;
  onConfirm(): Promise<void>;
};

/** Asks before what cannot be taken back. */
export function Confirm({ trigger, title, body, action, danger, onConfirm }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [working, setWorking] = useState(false);

  async function confirm() {
    setWorking(true);
    await onConfirm();
    setWorking(false);
    setOpen(false);
  }

  return (
    <Dialog trigger={trigger} title={title} open={open} onOpenChange={setOpen}>
      <p className={style.body}>{body}</p>
      <div className={style.actions}>
        <Button look="quiet" onClick={() => setOpen(false)}>
          {t("app.cancel")}
        </Button>
        <Button look={danger ? "danger" : "solid"} disabled={working} focusableWhenDisabled onClick={confirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
