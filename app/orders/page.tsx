import type { Metadata } from "next";
import { OrderBoard } from "#components/orders/OrderBoard.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { currentText } from "#lib/i18n/next.ts";
import { addressees } from "#lib/order/sql.ts";
import { can } from "#lib/user/can.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("order.title") };
}

/** Orders alone, for those who have no part in the shifts: agencies find here what is for them. */
export default async function OrdersPage() {
  const who = await requirePerson("desk.see");
  const t = await currentText();
  const everybody = can(who, "order.give") ? await addressees(server().pool) : [];
  return (
    <Shell who={who} title={t("order.title")}>
      <OrderBoard who={who} addressees={everybody} />
    </Shell>
  );
}
