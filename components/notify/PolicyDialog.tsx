"use client";
import { useMemo, useState } from "react";
import type { Issue } from "#components/form/problems.ts";
import { SchemaForm } from "#components/form/SchemaForm.tsx";
import { useSchemaForm } from "#components/form/useSchemaForm.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Policy } from "#lib/escalation/model.ts";
import style from "./notify.module.css";
import { type Choices, policySchemaWith } from "./policy-schema.ts";

type Props = { choices: Choices; policy?: Policy; onDone(): void };

const NEW = {
  match: { priorities: [1] },
  steps: [{ afterS: 0, whom: "on_duty", calendar: "always" }],
  enabled: true,
};

export function PolicyDialog({ choices, policy, onDone }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      wide
      title={t(policy ? "policy.edit" : "policy.add")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look={policy ? "outline" : "solid"}>{t(policy ? "policy.edit" : "policy.add")}</Button>
      }
    >
      <PolicyForm
        choices={choices}
        policy={policy}
        onDone={() => {
          setOpen(false);
          onDone();
        }}
      />
    </Dialog>
  );
}

function PolicyForm({ choices, policy, onDone }: Props) {
  const t = useText();
  const nameOf = useName();
  const language = useLanguage();
  const say = useToast();
  const [refused, setRefused] = useState<string>();
  const schema = useMemo(() => policySchemaWith(choices), [choices]);
  const form = useSchemaForm<Policy>(schema, policy ? without(policy) : NEW);

  async function save() {
    const value = form.read();
    if (!value) return;
    const answer = await call("PUT", "/api/admin/notify/policies", value);
    if (answer.ok) {
      say.done(t("policy.saved", { name: nameOf(value) }));
      return onDone();
    }
    if (answer.reason === "invalid_request") form.refuse(answer.detail as Issue[]);
    setRefused(whyNot(language, answer));
  }

  return (
    <div className={style.form}>
      <SchemaForm form={form} />
      <p role="alert" className={refused ? style.refused : "unseen"}>
        {refused}
      </p>
      <Button look="solid" onClick={() => void save()}>
        {t("notify.save")}
      </Button>
    </div>
  );
}

/** The version is counted by the server. */
function without({ version: _, ...policy }: Policy): Omit<Policy, "version"> {
  return policy;
}
