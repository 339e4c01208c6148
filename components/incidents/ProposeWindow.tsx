"use client";
import { X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useLive, useNow } from "#components/live/hooks.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { localField, msOfField } from "#components/ui/localField.ts";
import { Select } from "#components/ui/Select.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Person } from "#lib/user/model.ts";
import style from "./incidents.module.css";
import { TARGET_KINDS, type TargetKind, type TargetNames, targetOf, useChoices } from "./targets.ts";

type Props = { who: Person; names: TargetNames };
const HOUR = 3_600_000;

/** Proposes a maintenance window; it counts once another person approved it. */
export function ProposeWindow({ who, names }: Props) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [kind, setKind] = useState<TargetKind>("assets");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { store } = useLive();
  const known = useNow(HOUR) > 0;
  // An agency proposes for what is its own, and no rule or commune is.
  const kinds = who.role === "agency" ? TARGET_KINDS.slice(0, 2) : TARGET_KINDS;

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const target = targetOf(kind, chosen);
    if (!target) return setRefused(t("maintenance.targetNeeded"));
    const answer = await call("POST", "/api/maintenance", {
      workOrder: form.get("order"),
      target,
      from: msOfField(String(form.get("from"))),
      until: msOfField(String(form.get("until"))),
      why: form.get("why"),
    });
    if (!answer.ok) return setRefused(whyNot(language, answer));
    say.done(t("maintenance.proposed"));
    setOpen(false);
    setChosen([]);
    setRefused(undefined);
  }

  return (
    <Dialog
      trigger={<Button look="solid">{t("maintenance.propose")}</Button>}
      title={t("maintenance.propose")}
      open={open}
      onOpenChange={setOpen}
      wide
    >
      <form className={style.form} onSubmit={send}>
        <Field name="order" label={t("maintenance.order")} required maxLength={100} autoComplete="off" />
        <Select
          label={t("maintenance.targetKind")}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`maintenance.target.${value}`) }))}
          onChange={(next) => {
            setKind(next);
            setChosen([]);
          }}
        />
        <Members kind={kind} names={names} chosen={chosen} onChange={setChosen} />
        <div className={style.pair}>
          <Field
            name="from"
            type="datetime-local"
            label={t("maintenance.from")}
            required
            key={`from ${known}`}
            defaultValue={known ? localField(store.now()) : ""}
          />
          <Field
            name="until"
            type="datetime-local"
            label={t("maintenance.until")}
            required
            key={`until ${known}`}
            defaultValue={known ? localField(store.now() + 2 * HOUR) : ""}
          />
        </div>
        <TextArea name="why" label={t("maintenance.why")} required maxLength={2_000} />
        <p className={style.hint}>{t("maintenance.hint")}</p>
        {refused && (
          <p role="alert" className={style.refused}>
            {refused}
          </p>
        )}
        <div className={style.acts} data-end>
          <Button look="quiet" onClick={() => setOpen(false)}>
            {t("app.cancel")}
          </Button>
          <Button look="solid" type="submit">
            {t("maintenance.propose")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type MembersProps = {
  kind: TargetKind;
  names: TargetNames;
  chosen: readonly string[];
  onChange(ids: readonly string[]): void;
};

/** A name typed or picked from the list joins at once. */
function Members({ kind, names, chosen, onChange }: MembersProps) {
  const t = useText();
  const listId = useId();
  const choices = useChoices(names)[kind];
  const [typed, setTyped] = useState("");
  const nameOf = new Map(choices.map((one) => [one.id, one.name]));
  const labels = new Map(choices.map((one) => [`${one.name} (${one.id})`, one.id]));

  function type(text: string) {
    const id = labels.get(text);
    if (id === undefined) return setTyped(text);
    setTyped("");
    onChange(kind === "unit" ? [id] : [...chosen.filter((one) => one !== id), id]);
  }

  return (
    <>
      <Field
        label={t("maintenance.add")}
        list={listId}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        autoComplete="off"
      />
      <datalist id={listId}>
        {[...labels.keys()].map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      <div className={style.chosen}>
        {chosen.map((id) => (
          <Button
            key={id}
            aria-label={t("maintenance.remove", { name: nameOf.get(id) ?? id })}
            onClick={() => onChange(chosen.filter((one) => one !== id))}
          >
            {nameOf.get(id) ?? id}
            <X aria-hidden />
          </Button>
        ))}
      </div>
    </>
  );
}
