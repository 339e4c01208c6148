"use client";
import { useRouter } from "next/navigation";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText, useWords } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Confirm } from "#components/ui/Confirm.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { KioskRow } from "#lib/user/model.ts";
import { AddScreen, type WallChoice } from "./AddScreen.tsx";
import style from "./admin.module.css";

type Props = { screens: KioskRow[]; walls: WallChoice[]; now: number };

export function Screens({ screens, walls, now }: Props) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const wallName = (id: string) => {
    const wall = walls.find((w) => w.id === id);
    return wall ? words({ vi: wall.nameVi, en: wall.nameEn }) : id;
  };

  async function revoke(screen: KioskRow) {
    const answer = await call("DELETE", `/api/kiosks/${screen.id}`);
    if (answer.ok) say.done(t("screen.revokedDone", { name: screen.name }));
    else say.refused(whyNot(language, answer));
    router.refresh();
  }

  const columns: Column<KioskRow>[] = [
    { id: "name", title: t("screen.name"), cell: (s) => <span className={style.name}>{s.name}</span> },
    { id: "wall", title: t("screen.wall"), cell: (s) => wallName(s.wallId) },
    {
      id: "seen",
      title: t("screen.lastSeen"),
      cell: (s) => (s.lastSeenAt === null ? t("screen.never") : format.age(s.lastSeenAt, now)),
    },
    { id: "expires", title: t("screen.expires"), minor: true, cell: (s) => format.date(s.expiresAt) },
    {
      id: "state",
      title: t("admin.state"),
      cell: (s) => {
        if (s.revokedAt !== null) return <Tag tone="warn">{t("screen.revoked")}</Tag>;
        if (s.expiresAt < now) return <Tag tone="warn">{t("screen.expired")}</Tag>;
        return t("screen.live");
      },
    },
    {
      id: "act",
      title: <span className="unseen">{t("screen.revoke")}</span>,
      number: true,
      cell: (s) =>
        s.revokedAt === null && (
          <Confirm
            trigger={<Button>{t("screen.revoke")}</Button>}
            title={t("screen.revokeAsk", { name: s.name })}
            body={t("screen.revokeBody")}
            action={t("screen.revoke")}
            danger
            onConfirm={() => revoke(s)}
          />
        ),
    },
  ];

  return (
    <section className={style.section}>
      <div className={style.head}>
        <p className={style.intro}>{t("screen.intro")}</p>
        <AddScreen walls={walls} onDone={() => router.refresh()} />
      </div>
      <Table
        label={t("admin.screens")}
        columns={columns}
        rows={screens}
        rowKey={(s) => s.id}
        empty={t("screen.none")}
      />
    </section>
  );
}
