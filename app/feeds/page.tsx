import type { Metadata } from "next";
import { FeedTable } from "#components/feeds/FeedTable.tsx";
import { ReviewList } from "#components/feeds/ReviewList.tsx";
import { Note } from "#components/panels/Note.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { Tabs } from "#components/ui/Tabs.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { waitingAssets } from "#lib/asset/sql/review.ts";
import { currentText } from "#lib/i18n/next.ts";
import { province } from "#lib/province/sql.ts";
import { isNeglected, policies } from "#lib/retention/sql/policies.ts";
import { can, scopeOf } from "#lib/user/can.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("feeds.title") };
}

export default async function FeedsPage() {
  const who = await requirePerson("feed.see");
  const { pool } = server();
  const manages = can(who, "feed.manage");
  const [t, jobs, waiting, where] = await Promise.all([
    currentText(),
    manages ? policies(pool) : [],
    waitingAssets(pool, scopeOf(who, "feed.detail")),
    province(pool),
  ]);
  const fresh = waiting.filter(({ status }) => status === "unconfirmed").length;
  const neglected = jobs.filter((job) => isNeglected(job, Date.now()));
  const review = (
    <>
      {t("feeds.tab.review")} {fresh > 0 && <Tag tone="warn">{fresh}</Tag>}
    </>
  );
  return (
    <Shell who={who} title={t("feeds.title")}>
      {neglected.length > 0 && (
        <Note trouble>
          {t("feeds.neglected", {
            jobs: neglected.map(({ procedure, table }) => `${procedure} ${table}`).join(", "),
          })}
        </Note>
      )}
      <Tabs
        tabs={[
          {
            id: "state",
            title: t("feeds.tab.state"),
            content: <FeedTable canManage={manages} />,
          },
          {
            id: "review",
            title: review,
            content: (
              <ReviewList
                waiting={waiting}
                canReview={can(who, "asset.review")}
                province={where}
                now={Date.now()}
              />
            ),
          },
        ]}
      />
    </Shell>
  );
}
