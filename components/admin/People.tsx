"use client";
import { useRouter } from "next/navigation";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Select } from "#components/ui/Select.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { ROLES, type Role, type UserRow } from "#lib/user/model.ts";
import { AddPerson } from "./AddPerson.tsx";
import { type AgencyName, AgencySelect, NO_AGENCY } from "./AgencySelect.tsx";
import style from "./admin.module.css";
import { PasswordLink } from "./PasswordLink.tsx";

type Change = { role: Role } | { agencyId: string | null } | { disabled: boolean };
type Props = { people: UserRow[]; agencies: readonly AgencyName[]; me: string };

export function People({ people, agencies, me }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const name = useName();
  const router = useRouter();
  const say = useToast();

  async function change(person: UserRow, what: Change, done: string) {
    const answer = await call("PATCH", `/api/users/${encodeURIComponent(person.id)}`, what);
    if (!answer.ok) return say.refused(whyNot(language, answer));
    say.done(done);
    router.refresh();
  }

  function stateOf({ disabled, invited }: UserRow) {
    if (disabled) return <Tag tone="warn">{t("admin.disabled")}</Tag>;
    return invited ? <Tag>{t("admin.invited")}</Tag> : t("admin.active");
  }

  const columns: Column<UserRow>[] = [
    {
      id: "name",
      title: t("admin.name"),
      cell: (p) => (
        <span className={style.name}>
          {p.name} {p.id === me && <Tag>{t("admin.you")}</Tag>}
        </span>
      ),
    },
    { id: "email", title: t("admin.email"), cell: (p) => p.email },
    {
      id: "role",
      title: t("admin.role"),
      cell: (p) => (
        <Select
          label={`${t("admin.role")}: ${p.name}`}
          labelUnseen
          value={p.role}
          options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={(role) =>
            change(p, { role }, t("admin.roleChanged", { name: p.name, role: t(`role.${role}`) }))
          }
        />
      ),
    },
    {
      id: "agency",
      title: t("admin.agency"),
      cell: (p) =>
        p.role === "agency" && (
          <AgencySelect
            agencies={agencies}
            of={p.name}
            value={p.agencyId ?? NO_AGENCY}
            onChange={(id) => {
              const agency = agencies.find((one) => one.id === id);
              const told = { name: p.name, agency: agency ? name(agency) : t("admin.noAgency") };
              void change(p, { agencyId: agency?.id ?? null }, t("admin.agencyChanged", told));
            }}
          />
        ),
    },
    {
      id: "since",
      title: t("admin.since"),
      minor: true,
      cell: (p) => <time>{format.date(p.createdAt)}</time>,
    },
    {
      id: "state",
      title: t("admin.state"),
      cell: (p) => stateOf(p),
    },
    {
      id: "act",
      title: <span className="unseen">{t("admin.state")}</span>,
      number: true,
      cell: (p) =>
        p.id !== me && (
          <span className={style.acts}>
            <PasswordLink person={p} />
            <Button
              onClick={() =>
                change(
                  p,
                  { disabled: !p.disabled },
                  t(p.disabled ? "admin.personEnabled" : "admin.personDisabled", { name: p.name }),
                )
              }
            >
              {t(p.disabled ? "admin.enable" : "admin.disable")}
            </Button>
          </span>
        ),
    },
  ];

  return (
    <section className={style.section}>
      <div className={style.head}>
        <AddPerson agencies={agencies} onDone={() => router.refresh()} />
      </div>
      <Table
        label={t("admin.people")}
        columns={columns}
        rows={people}
        rowKey={(p) => p.id}
        empty={t("admin.noPeople")}
      />
    </section>
  );
}
