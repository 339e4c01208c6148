"use client";
import { useText } from "#components/shell/language.tsx";
import type { AddresseeName } from "#lib/order/model.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { GiveOrder } from "./GiveOrder.tsx";
import { OrderList } from "./OrderList.tsx";
import style from "./orders.module.css";

/** What waits beside what is answered; leaders give new ones here. */
export function OrderBoard({ who, addressees }: { who: Person; addressees: readonly AddresseeName[] }) {
  const t = useText();
  return (
    <div className={style.board}>
      {can(who, "order.give") && (
        <div className={style.bar}>
          <GiveOrder addressees={addressees} />
        </div>
      )}
      <section className={style.column} aria-labelledby="orders-open">
        <h2 id="orders-open">{t("order.open")}</h2>
        <OrderList who={who} state="open" />
      </section>
      <section className={style.column} aria-labelledby="orders-closed">
        <h2 id="orders-closed">{t("order.closed")}</h2>
        <OrderList who={who} state="closed" />
      </section>
    </div>
  );
}
