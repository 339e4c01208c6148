"use client";
import { useEffect, useState } from "react";
import { useReading, useRegister } from "#components/live/hooks.ts";
import { call } from "#components/shell/call.ts";
import { useFormat, useName, useText, useWords } from "#components/shell/language.tsx";
import { DoubtMark } from "#components/ui/DoubtMark.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { CameraView } from "#lib/camera/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { doubtOf } from "#lib/reading/model.ts";
import style from "./Nearby.module.css";
import { isCamera, NEAR_KM, type Neighbour } from "./nearby.ts";

/** What else stands there: cameras to look at it, then the nearest with what they say now. */
export function Nearby({ neighbours }: { neighbours: readonly Neighbour[] }) {
  const t = useText();
  if (neighbours.length === 0) return <p className={style.none}>{t("nearby.none", { km: NEAR_KM })}</p>;
  return (
    <ul className={style.list}>
      {neighbours.map((one) => (
        <li key={one.asset.id} className={style.row}>
          {isCamera(one) ? <CameraRow of={one} /> : <ObjectRow of={one} />}
        </li>
      ))}
    </ul>
  );
}

function ObjectRow({ of: { asset, km, series } }: { of: Neighbour }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const words = useWords();
  const register = useRegister();
  const reading = useReading(series?.id);
  const metric = series && metricById(series.metricId);
  const doubt = reading ? doubtOf(reading) : null;
  // On which level an old or doubtful value stood says nothing of now.
  const level = reading && doubt === null && series && register?.level(series, reading.value);
  const judged = typeof level === "number" ? metric?.levels?.items[level] : undefined;
  return (
    <>
      <span className={style.name}>{name(asset)}</span>
      <span className={style.value} data-stale={doubt !== null}>
        {reading && metric ? format.quantity(reading.value, metric.unit, metric.decimals) : t("value.none")}
      </span>
      <span className={style.about}>
        {metric && words(metric.title)}
        {judged && level ? ` · ${words(judged.title)}` : ""} {doubt && <DoubtMark doubt={doubt} />}
      </span>
      <span className={style.km}>{format.quantity(km, "km", 1)}</span>
    </>
  );
}

/** A still comes through our own server, where it is set up; otherwise the address to open. */
function CameraRow({ of: { asset, km } }: { of: Neighbour }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const register = useRegister();
  const [view, setView] = useState<CameraView>();
  const [broken, setBroken] = useState(false);
  const { id } = asset;

  useEffect(() => {
    let over = false;
    void call<CameraView>("GET", `/api/cameras/${id}`).then(
      (answer) => !over && setView(answer.ok ? answer.value : { link: null, still: false }),
    );
    return () => {
      over = true;
    };
  }, [id]);

  const simulated = register?.source(asset.feedId)?.simulated ?? asset.illustrative;
  const shown = view?.still && !broken;
  return (
    <>
      <span className={style.name}>
        {name(asset)} {simulated && <Tag>{t("app.simulated")}</Tag>}
      </span>
      <span className={style.value}>{t("nearby.camera")}</span>
      <span className={style.about}>
        {!shown && view && t(broken ? "nearby.noPicture" : "nearby.noStill")}{" "}
        {view?.link && (
          <a href={view.link} target="_blank" rel="noreferrer">
            {t("nearby.open")}
          </a>
        )}
      </span>
      <span className={style.km}>{format.quantity(km, "km", 1)}</span>
      {shown && (
        // biome-ignore lint/performance/noImgElement: a picture that changes with each look is not optimized
        <img
          className={style.still}
          src={`/api/cameras/${id}/still`}
          alt={t("nearby.stillOf", { name: name(asset) })}
          onError={() => setBroken(true)}
        />
      )}
    </>
  );
}
