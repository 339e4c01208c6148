"use client";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { isForMe, isOpen, isOverdue, type OrderAnswer, type OrderRow } from "#lib/order/model.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import style from "./orders.module.css";

type Props = { order: OrderRow; who: Person; now: number; hideAlert?: boolean };

/** One order with its whole story, and the buttons of those for whom it is. */
export function OrderItem({ order, who, now, hideAlert }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const say = useToast();
  const [working, setWorking] = useState(false);
  const mine = isOpen(order) && can(who, "order.answer") && isForMe(order, who);
  const name = (text: string | null) => text ?? t("app.unknown");
  const to = language === "vi" ? order.addresseeVi : order.addresseeEn;
  const alert = language === "vi" ? order.alertVi : order.alertEn;

  async function answer(body: OrderAnswer): Promise<boolean> {
    setWorking(true);
    const outcome = await call("POST", `/api/orders/${order.id}`, body);
    setWorking(false);
    if (outcome.ok) say.done(t("order.answered"));
    else say.refused(whyNot(language, outcome));
    return outcome.ok;
  }

  return (
    <li className={style.order} data-open={isOpen(order)}>
      <div className={style.head}>
        <Tag tone={isOverdue(order, now) ? "bad" : order.state === "refused" ? "warn" : "plain"}>
          {isOverdue(order, now) ? t("order.overdue") : t(`order.state.${order.state}`)}
        </Tag>
        <strong>{to ?? t("order.room")}</strong>
        {order.dueAt !== null && isOpen(order) && (
          <span className={style.faint}>{t("order.dueAt", { time: format.moment(order.dueAt, now) })}</span>
        )}
      </div>
      <p className={style.text}>{order.text}</p>
      {!hideAlert && alert !== null && <p className={style.faint}>{t("order.about", { alert })}</p>}
      <p className={style.faint}>
        {t("order.givenBy", { name: name(order.givenName), time: format.moment(order.givenAt, now) })}
        {order.acknowledgedAt !== null &&
          ` · ${t("order.takenBy", { name: name(order.acknowledgedName), time: format.moment(order.acknowledgedAt, now) })}`}
      </p>
      {order.answeredAt !== null && (
        <div className={style.answer}>
          <p className={style.text}>{order.answer}</p>
          <p className={style.faint}>
            {t("order.answeredBy", {
              name: name(order.answeredName),
              time: format.moment(order.answeredAt, now),
            })}
          </p>
        </div>
      )}
      {mine && (
        <div className={style.actions}>
          {order.state === "given" && (
            <Button look="solid" disabled={working} onClick={() => answer({ type: "acknowledge" })}>
              {t("order.acknowledge")}
            </Button>
          )}
          <AnswerDialog type="done" onSend={answer} working={working} />
          <AnswerDialog type="refuse" onSend={answer} working={working} />
        </div>
      )}
    </li>
  );
}

type AnswerProps = {
  type: "done" | "refuse";
  working: boolean;
  onSend(answer: OrderAnswer): Promise<boolean>;
};

function AnswerDialog({ type, working, onSend }: AnswerProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const title = t(`order.${type}`);
  return (
    <Dialog title={title} open={open} onOpenChange={setOpen} trigger={<Button>{title}</Button>}>
      <form
        className={style.form}
        onSubmit={async (event) => {
          event.preventDefault();
          const text = String(new FormData(event.currentTarget).get("text") ?? "").trim();
          if (await onSend({ type, text })) setOpen(false);
        }}
      >
        <TextArea label={t(`order.${type}Text`)} name="text" required maxLength={2000} />
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {t("order.send")}
        </Button>
      </form>
    </Dialog>
  );
}
