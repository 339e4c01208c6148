"use client";
import { UserRoundPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { PASSWORD_MIN, ROLES, type Role } from "#lib/user/model.ts";
import { type AgencyName, AgencySelect, NO_AGENCY } from "./AgencySelect.tsx";
import style from "./admin.module.css";

export function AddPerson({ agencies, onDone }: { agencies: readonly AgencyName[]; onDone(): void }) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role>("duty");
  const [agency, setAgency] = useState(NO_AGENCY);
  const [refused, setRefused] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name"));
    if (role === "agency" && agency === NO_AGENCY) return setRefused(t("admin.agencyNeeded"));
    const answer = await call("POST", "/api/users", {
      name,
      email: String(form.get("email")).trim(),
      password: form.get("password"),
      role,
      agencyId: role === "agency" ? agency : null,
    });
    if (!answer.ok) return setRefused(whyNot(language, answer));
    say.done(t("admin.personMade", { name }));
    setOpen(false);
    setRefused(undefined);
    onDone();
  }

  return (
    <Dialog
      title={t("admin.addPerson")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="solid">
          <UserRoundPlus aria-hidden />
          {t("admin.addPerson")}
        </Button>
      }
    >
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
        <Field
          label={t("admin.firstPassword")}
          hint={t("admin.firstPasswordHint", { min: PASSWORD_MIN })}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_MIN}
          maxLength={128}
        />
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button type="submit" look="solid">
          {t("admin.addPerson")}
        </Button>
      </form>
    </Dialog>
  );
}
