"use client";
import { UserRoundPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import { ROLES, type Role } from "#lib/user/model.ts";
import { type AgencyName, AgencySelect, NO_AGENCY } from "./AgencySelect.tsx";
import style from "./admin.module.css";
import { LinkMade, linkTitle, type MadeLink } from "./LinkMade.tsx";

export function AddPerson({ agencies, onDone }: { agencies: readonly AgencyName[]; onDone(): void }) {
  const t = useText();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role>("duty");
  const [agency, setAgency] = useState(NO_AGENCY);
  const [refused, setRefused] = useState<string>();
  const [made, setMade] = useState<MadeLink & { name: string }>();

  function show(next: boolean) {
    setOpen(next);
    if (next) return;
    setMade(undefined);
    setRefused(undefined);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name"));
    if (role === "agency" && agency === NO_AGENCY) return setRefused(t("admin.agencyNeeded"));
    const answer = await call<MadeLink>("POST", "/api/users", {
      name,
      email: String(form.get("email")).trim(),
      role,
      agencyId: role === "agency" ? agency : null,
    });
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setMade({ ...answer.value, name });
    onDone();
  }

  return (
    <Dialog
      title={made ? t(linkTitle(made), made) : t("admin.addPerson")}
      open={open}
      onOpenChange={show}
      trigger={
        <Button look="solid">
          <UserRoundPlus aria-hidden />
          {t("admin.addPerson")}
        </Button>
      }
    >
      {made ? (
        <LinkMade link={made} name={made.name} />
      ) : (
        <form className={style.form} onSubmit={submit}>
          <Field label={t("admin.name")} name="name" required maxLength={80} autoFocus />
          <Field label={t("admin.email")} name="email" type="email" required autoComplete="off" />
          <Select
            label={t("admin.role")}
            value={role}
            options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            onChange={(next) => setRole(next)}
          />
          {role === "agency" && <AgencySelect agencies={agencies} value={agency} onChange={setAgency} />}
          <p className={style.once}>{t("admin.inviteHint")}</p>
          <p role="alert" className={refused ? style.refused : "unseen"}>
            {refused}
          </p>
          <Button type="submit" look="solid">
            {t("admin.invite")}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
