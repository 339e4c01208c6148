"use client";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import type { OrderRow } from "#lib/order/model.ts";
import style from "./orders.module.css";

/** What was ordered, by whom, to whom, and what came of it. */
export function OrderFacts({ order, now }: { order: OrderRow; now: number }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const name = (text: string | null) => text ?? t("app.unknown");
  const alert = language === "vi" ? order.alertVi : order.alertEn;
  const to = (language === "vi" ? order.addresseeVi : order.addresseeEn) ?? t("order.room");
  return (
    <>
      <p className={style.text}>
        <strong>{to}:</strong> {order.text}
      </p>
      <p className={style.faint}>
        {t(`order.state.${order.state}`)} ·{" "}
        {t("order.givenBy", { name: name(order.givenName), time: format.moment(order.givenAt, now) })}
        {alert !== null && ` · ${t("order.about", { alert })}`}
      </p>
      {order.answeredAt !== null && (
        <p className={style.faint}>
          {t("order.answeredBy", {
            name: name(order.answeredName),
            time: format.moment(order.answeredAt, now),
          })}
          : {order.answer}
        </p>
      )}
    </>
  );
}
