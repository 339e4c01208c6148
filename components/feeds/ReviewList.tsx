"use client";
import { useRouter } from "next/navigation";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText, useWords } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Confirm } from "#components/ui/Confirm.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Review, WaitingAsset } from "#lib/asset/review.ts";
import type { Province } from "#lib/protocol.ts";
import { ConfirmAsset } from "./ConfirmAsset.tsx";
import { LastValues } from "./LastValues.tsx";
import { PutOnTest } from "./PutOnTest.tsx";
import style from "./ReviewList.module.css";

const DONE = {
  confirm: "review.confirmed",
  test: "review.tested",
  retire: "review.retired",
} as const;

type Props = { waiting: WaitingAsset[]; canReview: boolean; province: Province | null; now: number };

/** Devices that nobody has confirmed: each is named and placed by a person, tried out, or sent away. */
export function ReviewList({ waiting, canReview, province, now }: Props) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();

  async function decide(
    asset: Pick<WaitingAsset, "id" | "key">,
    review: Review,
  ): Promise<string | undefined> {
    const answer = await call("POST", `/api/admin/assets/${asset.id}`, review);
    if (!answer.ok) return whyNot(language, answer);
    say.done(t(DONE[review.decision], { name: review.decision === "confirm" ? review.nameVi : asset.key }));
    router.refresh();
    return undefined;
  }

  async function simply(
    asset: Pick<WaitingAsset, "id" | "key">,
    decision: "test" | "retire",
  ): Promise<boolean> {
    const refused = await decide(asset, { decision });
    if (refused) say.refused(refused);
    return refused === undefined;
  }

  const columns: Column<WaitingAsset>[] = [
    {
      id: "key",
      title: t("review.key"),
      cell: (a) => (
        <span className={style.key}>
          <code>{a.key}</code>
          {a.status === "testing" && <Tag>{t("review.testing")}</Tag>}
        </span>
      ),
    },
    {
      id: "feed",
      title: t("review.feed"),
      cell: (a) => words({ vi: a.feedNameVi ?? a.feedId ?? "", en: a.feedNameEn ?? a.feedId ?? "" }),
    },
    {
      id: "values",
      title: t("review.values"),
      cell: (a) => <LastValues values={a.values} now={now} />,
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
            <ConfirmAsset asset={a} province={province} now={now} onConfirm={(review) => decide(a, review)} />
            {a.status === "unconfirmed" && (
              <Button onClick={() => simply(a, "test")}>{t("review.test")}</Button>
            )}
            <Confirm
              trigger={<Button>{t("review.retire")}</Button>}
              title={t("review.retireAsk", { key: a.key })}
              body={t("review.retireBody")}
              action={t("review.retire")}
              danger
              onConfirm={async () => {
                await simply(a, "retire");
              }}
            />
          </span>
        ),
    },
  ];

  return (
    <section className={style.review}>
      <div className={style.top}>
        <p className={style.intro}>{t("review.intro")}</p>
        {canReview && <PutOnTest onTest={(asset) => simply(asset, "test")} />}
      </div>
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
