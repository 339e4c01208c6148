"use client";
import { Keyboard } from "lucide-react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import style from "./ShortcutHelp.module.css";

const ROWS = [
  [["j", "↓"], "desk.key.next"],
  [["k", "↑"], "desk.key.previous"],
  [["a"], "desk.key.ack"],
  [["s"], "desk.key.shelve"],
  [["n"], "desk.key.note"],
  [["x"], "desk.key.select"],
  [["⇧", "x"], "desk.key.range"],
  [["g", "i"], "desk.key.incidents"],
  [["Enter"], "desk.key.open"],
  [["/"], "desk.key.filter"],
  [["?"], "desk.key.help"],
  [["Esc"], "desk.key.leave"],
] as const;

export function ShortcutHelp({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  const t = useText();
  return (
    <Dialog
      title={t("desk.keysTitle")}
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button look="quiet" icon aria-label={t("desk.keys")}>
          <Keyboard aria-hidden />
        </Button>
      }
    >
      <dl className={style.keys}>
        {ROWS.map(([keys, text]) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
