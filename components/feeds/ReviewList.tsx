"use client";
import { useRouter } from "next/navigation";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText, useWords } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Confirm } from "#components/ui/Confirm.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Review, WaitingAsset } from "#lib/asset/review.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { ConfirmAsset } from "./ConfirmAsset.tsx";
import style from "./ReviewList.module.css";

type Props = { waiting: WaitingAsset[]; canReview: boolean; now: number };

/** Devices that nobody registered: each is named and placed by a person, or sent away. */
export function ReviewList({ waiting, canReview, now }: Props) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();

  async function decide(asset: WaitingAsset, review: Review): Promise<string | undefined> {
    const answer = await call("POST", `/api/admin/assets/${asset.id}`, review);
    if (!answer.ok) return whyNot(language, answer);
    const done = review.decision === "confirm" ? "review.confirmed" : "review.retired";
    say.done(t(done, { name: review.decision === "confirm" ? review.nameVi : asset.key }));
    router.refresh();
    return undefined;
  }

  async function retire(asset: WaitingAsset) {
    const refused = await decide(asset, { decision: "retire" });
    if (refused) say.refused(refused);
  }

  const columns: Column<WaitingAsset>[] = [
    { id: "key", title: t("review.key"), cell: (a) => <code>{a.key}</code> },
    {
      id: "feed",
      title: t("review.feed"),
      cell: (a) => words({ vi: a.feedNameVi ?? a.feedId ?? "", en: a.feedNameEn ?? a.feedId ?? "" }),
    },
    {
      id: "metrics",
      title: t("review.metrics"),
      cell: (a) => a.metrics.map((id) => words(metricById(id)?.title ?? { vi: id, en: id })).join(", "),
    },
    {
      id: "since",
      title: t("review.since"),
      minor: true,
      cell: (a) => `${format.moment(a.createdAt, now)} (${format.age(a.createdAt, now)})`,
    },
    {
      id: "place",
      title: t("review.position"),
      minor: true,
      cell: (a) =>
        a.lon === null || a.lat === null
          ? t("review.noPosition")
          : `${format.number(a.lat, 4)}; ${format.number(a.lon, 4)}`,
    },
    {
      id: "act",
      title: <span className="unseen">{t("review.confirm")}</span>,
      number: true,
      cell: (a) =>
        canReview && (
          <span className={style.actions}>
            <ConfirmAsset asset={a} onConfirm={(review) => decide(a, review)} />
            <Confirm
              trigger={<Button>{t("review.retire")}</Button>}
              title={t("review.retireAsk", { key: a.key })}
              body={t("review.retireBody")}
              action={t("review.retire")}
              danger
              onConfirm={() => retire(a)}
            />
          </span>
        ),
    },
  ];

  return (
    <section className={style.review}>
      <p className={style.intro}>{t("review.intro")}</p>
      <Table
        label={t("review.title")}
        columns={columns}
        rows={waiting}
        rowKey={(a) => a.id}
        empty={t("review.none")}
      />
    </section>
  );
}
