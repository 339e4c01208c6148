"use client";
import { BellOff, BellRing, Volume2, VolumeX } from "lucide-react";
import { useState } from "react";
import { useNow } from "#components/live/hooks.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { PRIORITIES } from "#lib/alert/model.ts";
import style from "./BellControl.module.css";
import { PriorityMark } from "./PriorityMark.tsx";
import type { Bell } from "./useSound.ts";

const MINUTES = [2, 5, 10, 15] as const;

/** How loud, how it sounds, and silence for a while. */
export function BellControl({ bell }: { bell: Bell }) {
  const t = useText();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={t("bell.title")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          look="quiet"
          data-bell={bell.state}
          data-leads={bell.leads}
          data-ringing={bell.ringing?.priority}
        >
          {bell.state === "running" ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />}
          {t("bell.title")}
        </Button>
      }
    >
      <div className={style.settings}>
        <label className={style.volume}>
          {t("bell.volume")}{" "}
          <output className="figures">{format.number(Math.round(bell.volume * 100))} %</output>
          <input
            type="range"
            min={0.1}
            max={1}
            step={0.05}
            value={bell.volume}
            onChange={(event) => bell.setVolume(event.target.valueAsNumber)}
          />
        </label>
        <fieldset>
          <legend>{t("bell.test")}</legend>
          {PRIORITIES.map((p) => (
            <Button key={p} onClick={() => bell.test(p)}>
              <PriorityMark priority={p} look="solid" />
              {t(`priority.${p}`)}
            </Button>
          ))}
        </fieldset>
        <fieldset>
          <legend>{t("bell.silence")}</legend>
          {MINUTES.map((minutes) => (
            <Button
              key={minutes}
              onClick={() => {
                bell.silenceFor(minutes);
                setOpen(false);
              }}
            >
              {t("bell.minutes", { minutes })}
            </Button>
          ))}
          <p className={style.hint}>{t("bell.silenceHint")}</p>
        </fieldset>
      </div>
    </Dialog>
  );
}

/** What must not be overlooked: the browser keeps the bell silent, or somebody does. */
export function BellBars({ bell }: { bell: Bell }) {
  const t = useText();
  const format = useFormat();
  const now = useNow();
  const left = bell.silence.until - now;
  return (
    <>
      {bell.state === "locked" && (
        <button type="button" className={style.locked} onClick={bell.unlock}>
          <BellOff aria-hidden />
          <strong>{t("bell.unlock")}</strong>
          <span>{t("bell.locked")}</span>
        </button>
      )}
      {bell.state === "none" && <p className={style.bar}>{t("bell.none")}</p>}
      {left > 0 && now > 0 && (
        <p className={style.bar} role="timer">
          <BellOff aria-hidden />
          <span>{t("bell.silent", { left: countdown(left), until: format.clock(bell.silence.until) })}</span>
          <Button onClick={bell.endSilence}>
            <BellRing aria-hidden />
            {t("bell.endSilence")}
          </Button>
        </p>
      )}
    </>
  );
}

function countdown(ms: number): string {
  const s = Math.ceil(ms / 1_000);
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}
