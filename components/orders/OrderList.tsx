"use client";
import { useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { useText } from "#components/shell/language.tsx";
import type { Person } from "#lib/user/model.ts";
import { OrderItem } from "./OrderItem.tsx";
import style from "./orders.module.css";
import { useOrders } from "./useOrders.ts";

type Props = { who: Person; alertId?: number; state?: "open" | "closed" | "all" };

/** Orders with their answers as they come: of everything, or of one alert. */
export function OrderList({ who, alertId, state = "all" }: Props) {
  const t = useText();
  const now = useNow(10_000);
  const { orders, failed } = useOrders({ alertId, state });
  if (failed && !orders) return <Note>{t("order.failed")}</Note>;
  if (!orders) return <Note>{t("app.loading")}</Note>;
  if (orders.length === 0) return <Note>{t("order.none")}</Note>;
  return (
    <ul className={style.list}>
      {orders.map((order) => (
        <OrderItem key={order.id} order={order} who={who} now={now} hideAlert={alertId !== undefined} />
      ))}
    </ul>
  );
}
