"use client";
import { type FormEvent, type ReactNode, useState } from "react";
import { titleOf } from "#components/alerts/words.ts";
import { useAlerts } from "#components/live/hooks.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { objectOf } from "#lib/alert/sentence.ts";
import type { IncidentRow } from "#lib/incident/model.ts";
import style from "./incidents.module.css";

type Props = {
  incident: IncidentRow;
  /** Open ones that it could go into. */
  others: readonly IncidentRow[];
  inside: readonly AlertRow[];
  onDone(): void;
};

/** Rename, merge, attach, close. */
export function IncidentActs({ incident, others, inside, onDone }: Props) {
  const t = useText();
  const name = useName();
  return (
    <div className={style.acts}>
      <Attach incident={incident} inside={inside} onDone={onDone} />
      <Ask
        incident={incident}
        title={t("incident.rename")}
        onDone={onDone}
        ask={(form) => ({
          type: "rename",
          nameVi: form.get("vi"),
          ...(form.get("en") ? { nameEn: form.get("en") } : {}),
        })}
      >
        <Field
          name="vi"
          label={t("incident.nameVi")}
          required
          maxLength={200}
          defaultValue={incident.nameVi}
        />
        <Field name="en" label={t("incident.nameEn")} maxLength={200} defaultValue={incident.nameEn} />
      </Ask>
      <Ask
        incident={incident}
        title={t("incident.merge")}
        onDone={onDone}
        ask={(form) => ({ type: "merge", into: Number(form.get("into")) })}
      >
        <p className={style.hint}>{t(others.length > 0 ? "incident.mergeBody" : "incident.mergeNone")}</p>
        {others
          .filter((one) => one.simulated === incident.simulated)
          .map((one) => (
            <label key={one.id} className={style.choice}>
              <input type="radio" name="into" value={one.id} required />
              {t("incident.number", { id: one.id })} · {name(one)} ·{" "}
              {t("incident.total", { count: one.total })}
            </label>
          ))}
      </Ask>
      <Ask
        incident={incident}
        title={t("incident.close")}
        onDone={onDone}
        danger
        ask={(form) => ({ type: "close", note: form.get("note") })}
      >
        <p className={style.hint}>{t("incident.closeBody")}</p>
        <TextArea name="note" label={t("incident.note")} required maxLength={2_000} />
      </Ask>
    </div>
  );
}

type AskProps = {
  incident: IncidentRow;
  title: string;
  danger?: boolean;
  ask(form: FormData): object;
  onDone(): void;
  children: ReactNode;
};

/** A dialog with one form that asks one thing of the incident. */
function Ask({ incident, title, danger, ask, onDone, children }: AskProps) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<string>();

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const wish = ask(new FormData(event.currentTarget));
    const answer = await call("POST", `/api/incidents/${incident.id}/acts`, wish);
    if (!answer.ok) return setRefused(whyNot(language, answer));
    say.done(t("incident.saved"));
    setRefused(undefined);
    setOpen(false);
    onDone();
  }

  return (
    <Dialog trigger={<Button>{title}</Button>} title={title} open={open} onOpenChange={setOpen}>
      <form className={style.form} onSubmit={send}>
        {children}
        {refused && (
          <p role="alert" className={style.refused}>
            {refused}
          </p>
        )}
        <div className={style.acts} data-end>
          <Button look="quiet" onClick={() => setOpen(false)}>
            {t("app.cancel")}
          </Button>
          <Button look={danger ? "danger" : "solid"} type="submit">
            {title.replace("…", "")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Attach({ incident, inside, onDone }: Omit<Props, "others">) {
  const t = useText();
  const language = useLanguage();
  const here = new Set(inside.map(({ id }) => id));
  const free = (useAlerts()?.alerts ?? []).filter(
    (row) => !here.has(row.id) && row.incidentId !== incident.id && row.simulated === incident.simulated,
  );
  return (
    <Ask
      incident={incident}
      title={t("incident.attach")}
      onDone={onDone}
      ask={(form) => ({ type: "attach", alertIds: form.getAll("alert").map(Number) })}
    >
      <p className={style.hint}>{t(free.length > 0 ? "incident.attachBody" : "incident.attachNone")}</p>
      <div className={style.choices}>
        {free.map((row) => (
          <label key={row.id} className={style.choice}>
            <input type="checkbox" name="alert" value={row.id} />
            {objectOf(row, language)}: {titleOf(row, language)}
          </label>
        ))}
      </div>
    </Ask>
  );
}
