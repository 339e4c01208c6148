"use client";
import { useState } from "react";
import { useRegister } from "#components/live/hooks.ts";
import { useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import type { Asset } from "#lib/asset/model.ts";
import { plain } from "#lib/i18n/plain.ts";
import style from "./ReviewList.module.css";

const MOST_SHOWN = 8;

/** Takes a confirmed station out of the province's sight while somebody works on it. */
export function PutOnTest({ onTest }: { onTest(asset: Asset): Promise<boolean> }) {
  const t = useText();
  const name = useName();
  const register = useRegister();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const wanted = plain(text);
  const found =
    wanted === ""
      ? []
      : (register?.assets ?? [])
          .filter(({ nameVi, nameEn, key }) => plain(`${nameVi} ${nameEn} ${key}`).includes(wanted))
          .slice(0, MOST_SHOWN);
  return (
    <Dialog
      title={t("review.putOnTest")}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t("review.putOnTest")}</Button>}
    >
      <div className={style.search}>
        <p className={style.hint}>{t("review.putOnTestBody")}</p>
        <Field
          label={t("review.find")}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoFocus
        />
        <ul>
          {found.map((asset) => (
            <li key={asset.id}>
              <span>
                {name(asset)} <code>{asset.key}</code>
              </span>
              <Button onClick={async () => (await onTest(asset)) && setOpen(false)}>
                {t("review.test")}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
