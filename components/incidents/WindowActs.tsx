"use client";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Confirm } from "#components/ui/Confirm.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { MaintenanceRow } from "#lib/maintenance/model.ts";
import { can } from "#lib/user/can.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import style from "./incidents.module.css";

/** What this reader may do with a window now. */
export function WindowActs({ window, who }: { window: MaintenanceRow; who: Person }) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const isMine = window.proposedBy === actorOf(who);
  const approves = can(who, "maintenance.approve");
  const waits = window.state === "proposed";
  const lives = waits || window.state === "approved" || window.state === "running";

  async function act(type: "approve" | "refuse" | "cancel") {
    const answer = await call("POST", `/api/maintenance/${window.id}/acts`, { type });
    if (answer.ok) say.done(t("maintenance.done"));
    else say.refused(whyNot(language, answer));
  }

  return (
    <div className={style.acts}>
      {waits && approves && !isMine && (
        <>
          <Confirm
            trigger={<Button look="solid">{t("maintenance.approve")}</Button>}
            title={t("maintenance.approveAsk", { order: window.workOrder })}
            body={t("maintenance.approveBody")}
            action={t("maintenance.approve")}
            onConfirm={() => act("approve")}
          />
          <Button onClick={() => act("refuse")}>{t("maintenance.refuse")}</Button>
        </>
      )}
      {lives && (isMine || (approves && !waits)) && (
        <Confirm
          trigger={<Button>{t("maintenance.cancel")}</Button>}
          title={t("maintenance.cancelAsk", { order: window.workOrder })}
          body={t("maintenance.cancelBody")}
          action={t("maintenance.cancel")}
          danger
          onConfirm={() => act("cancel")}
        />
      )}
    </div>
  );
}
