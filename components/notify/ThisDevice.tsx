"use client";
import { BellRing } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import style from "./notify.module.css";
import { usePush } from "./usePush.ts";

export function ThisDevice() {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const { state, turnOn } = usePush();
  const [working, setWorking] = useState(false);

  async function turn() {
    setWorking(true);
    const why = await turnOn();
    setWorking(false);
    if (why === undefined) router.refresh();
    else if (why === "no_key") say.refused(t("notify.deviceFailed"), t("notify.deviceNoKey"));
    else if (why === "denied") say.refused(t("notify.deviceFailed"), t("notify.deviceDenied"));
    else say.refused(t("notify.deviceFailed"), whyNot(language, { status: 400, reason: why }));
  }

  return (
    <section className={style.card}>
      <h2>{t("notify.device")}</h2>
      <p className={style.body}>{t("notify.deviceBody")}</p>
      {state === "on" && <p>{t("notify.deviceIsOn")}</p>}
      {state === "denied" && <p className={style.empty}>{t("notify.deviceDenied")}</p>}
      {state === "cannot" && <p className={style.empty}>{t("notify.deviceCannot")}</p>}
      {(state === "off" || state === "unknown") && (
        <div className={style.acts}>
          <Button
            look="solid"
            onClick={() => void turn()}
            disabled={working || state === "unknown"}
            focusableWhenDisabled
          >
            <BellRing aria-hidden />
            {t("notify.deviceOn")}
          </Button>
        </div>
      )}
    </section>
  );
}
