"use client";
import { type FormEvent, useState } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import type { Review, WaitingAsset } from "#lib/asset/review.ts";
import style from "./ReviewList.module.css";

type Props = { asset: WaitingAsset; onConfirm(review: Review): Promise<string | undefined> };

/** Gives a device its names, kind and place. */
export function ConfirmAsset({ asset, onConfirm }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (field: string) => String(form.get(field) ?? "").trim();
    const degrees = (field: string) => (text(field) === "" ? null : Number(text(field)));
    const problem = await onConfirm({
      decision: "confirm",
      nameVi: text("nameVi"),
      nameEn: text("nameEn") || text("nameVi"),
      kind: text("kind"),
      lon: degrees("lon"),
      lat: degrees("lat"),
    });
    setRefused(problem);
    if (!problem) setOpen(false);
  }

  return (
    <Dialog
      title={t("review.confirmTitle", { key: asset.key })}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button look="solid">{t("review.confirm")}</Button>}
    >
      <form className={style.form} onSubmit={submit}>
        <Field
          label={t("review.nameVi")}
          name="nameVi"
          required
          maxLength={120}
          defaultValue={asset.nameVi}
          autoFocus
        />
        <Field label={t("review.nameEn")} name="nameEn" maxLength={120} defaultValue={asset.nameEn} />
        <div className={style.whole}>
          <Field
            label={t("review.kind")}
            name="kind"
            required
            pattern="[a-z][a-z0-9_]*"
            maxLength={40}
            defaultValue={asset.kind}
            hint={t("review.kindHint")}
          />
        </div>
        <Field
          label={t("review.lat")}
          name="lat"
          type="number"
          step="any"
          min={-90}
          max={90}
          defaultValue={asset.lat ?? ""}
        />
        <Field
          label={t("review.lon")}
          name="lon"
          type="number"
          step="any"
          min={-180}
          max={180}
          defaultValue={asset.lon ?? ""}
        />
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <div className={style.whole}>
          <Button type="submit" look="solid" wide>
            {t("review.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
