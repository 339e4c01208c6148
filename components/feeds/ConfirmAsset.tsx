"use client";
import dynamic from "next/dynamic";
import { type FormEvent, useState } from "react";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import { ASSET_KINDS, type AssetKind, isAssetKind } from "#lib/asset/kinds.ts";
import type { Review, WaitingAsset } from "#lib/asset/review.ts";
import type { Province } from "#lib/protocol.ts";
import { LastValues } from "./LastValues.tsx";
import { type Place, placeOf } from "./place.ts";
import style from "./ReviewList.module.css";

const AreaMap = dynamic(() => import("#components/map/AreaMap.tsx"), { ssr: false });
const DIGITS = 5;

type Props = {
  asset: WaitingAsset;
  province: Province | null;
  now: number;
  onConfirm(review: Review): Promise<string | undefined>;
};

/** Gives a device its names, kind and place, beside what it has sent so far. */
export function ConfirmAsset({ asset, province, now, onConfirm }: Props) {
  const t = useText();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [kind, setKind] = useState<AssetKind | "">(isAssetKind(asset.kind) ? asset.kind : "");
  const [place, setPlace] = useState<Place>({ lat: written(asset.lat), lon: written(asset.lon) });
  const corner = placeOf(place);
  const collator = new Intl.Collator(language);
  const kinds = ASSET_KINDS.map((value) => ({ value, label: t(`assetKind.${value}`) })).sort((a, b) =>
    collator.compare(a.label, b.label),
  );

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (kind === "") return setRefused(t("review.kindMissing"));
    if (corner === undefined) return setRefused(t("review.placeWrong"));
    const form = new FormData(event.currentTarget);
    const text = (field: string) => String(form.get(field) ?? "").trim();
    const problem = await onConfirm({
      decision: "confirm",
      nameVi: text("nameVi"),
      nameEn: text("nameEn") || text("nameVi"),
      kind,
      lat: corner?.[0] ?? null,
      lon: corner?.[1] ?? null,
    });
    setRefused(problem);
    if (!problem) setOpen(false);
  }

  return (
    <Dialog
      title={t("review.confirmTitle", { key: asset.key })}
      open={open}
      onOpenChange={setOpen}
      wide
      trigger={<Button look="solid">{t("review.confirm")}</Button>}
    >
      <form className={style.form} onSubmit={submit}>
        <div className={style.whole}>
          <LastValues values={asset.values} now={now} />
        </div>
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
          <Select
            label={t("review.kind")}
            options={[{ value: "" as const, label: t("review.kindChoose") }, ...kinds]}
            value={kind}
            onChange={(next) => setKind(isAssetKind(next) ? next : "")}
          />
        </div>
        <Degrees label={t("review.lat")} value={place.lat} onChange={(lat) => setPlace({ ...place, lat })} />
        <Degrees label={t("review.lon")} value={place.lon} onChange={(lon) => setPlace({ ...place, lon })} />
        <div className={style.whole}>
          <p className={style.hint}>{t("review.placeHint")}</p>
          <AreaMap
            polygon={corner ? [corner] : []}
            province={province}
            onChange={(corners) => {
              const [lat, lon] = corners.at(-1) ?? [null, null];
              setPlace({ lat: written(lat), lon: written(lon) });
            }}
          />
        </div>
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

type DegreesProps = { label: string; value: string; onChange(next: string): void };

function Degrees({ label, value, onChange }: DegreesProps) {
  return (
    <Field
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function written(degrees: number | null): string {
  return degrees === null ? "" : String(Number(degrees.toFixed(DIGITS)));
}
