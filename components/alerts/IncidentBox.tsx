"use client";
import { useState } from "react";
import { useIncidents } from "#components/live/hooks.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import style from "./IncidentBox.module.css";

const NEW = "new";

/** To which incident an alert belongs; who may edit incidents takes it out or puts it into one. */
export function IncidentBox({ row, who }: { row: AlertRow; who: Person }) {
  const t = useText();
  const name = useName();
  const language = useLanguage();
  const say = useToast();
  const incidents = useIncidents()?.incidents ?? [];
  const [to, setTo] = useState("");
  const [named, setNamed] = useState("");
  const [working, setWorking] = useState(false);
  const own = incidents.find(({ id }) => id === row.incidentId);
  const edits = can(who, "incident.edit") && row.response !== "done";
  if (row.incidentId === null && !edits) return null;
  const fit = incidents.filter(({ id, simulated }) => id !== row.incidentId && simulated === row.simulated);

  async function send(path: string, body: object) {
    setWorking(true);
    const answer = await call("POST", path, body);
    setWorking(false);
    if (!answer.ok) return say.refused(t("desk.incident.refused"), whyNot(language, answer));
    setTo("");
    setNamed("");
  }
  const alertIds = [row.id];
  const detach = () => send(`/api/incidents/${row.incidentId}/acts`, { type: "detach", alertIds });
  const attach = () =>
    to === NEW
      ? send("/api/incidents", { nameVi: named.trim(), alertIds })
      : send(`/api/incidents/${to}/acts`, { type: "attach", alertIds });

  return (
    <section>
      <h3>{t("desk.incident.title")}</h3>
      <div className={style.box}>
        {row.incidentId !== null && (
          <p className={style.own}>
            <strong>{own ? name(own) : t("story.incident", { id: row.incidentId })}</strong>
            {own && ` · ${t("desk.incident.size", { count: own.total })}`}
          </p>
        )}
        {edits && row.incidentId !== null && (
          <Button disabled={working} focusableWhenDisabled onClick={() => void detach()}>
            {t("desk.incident.detach")}
          </Button>
        )}
        {edits && row.incidentId === null && (
          <form
            className={style.form}
            onSubmit={(event) => {
              event.preventDefault();
              void attach();
            }}
          >
            <Select
              label={t("desk.incident.attachTo")}
              labelUnseen
              value={to}
              options={[
                { value: "", label: t("desk.incident.attachTo") },
                ...fit.map((one) => ({ value: String(one.id), label: name(one) })),
                { value: NEW, label: t("desk.incident.new") },
              ]}
              onChange={setTo}
            />
            {to === NEW && (
              <Field
                label={t("desk.incident.name")}
                name="name"
                required
                maxLength={200}
                value={named}
                onChange={(event) => setNamed(event.target.value)}
              />
            )}
            {to !== "" && (
              <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
                {t("desk.incident.attach")}
              </Button>
            )}
          </form>
        )}
      </div>
    </section>
  );
}
