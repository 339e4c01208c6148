"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "./Button.tsx";
import style from "./Dialog.module.css";

type Props = {
  title: string;
  children: ReactNode;
  /** The control that opens it; leave out when `open` is held by the caller. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  wide?: boolean;
};

export function Dialog({ title, children, trigger, open, onOpenChange, wide }: Props) {
  const t = useText();
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={style.backdrop} />
        <Base.Popup className={style.popup} data-wide={wide}>
          <header className={style.head}>
            <Base.Title className={style.title}>{title}</Base.Title>
            <Base.Close
              render={
                <Button look="quiet" icon aria-label={t("app.close")}>
                  <X aria-hidden />
                </Button>
              }
            />
          </header>
          <div className={style.body}>{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
