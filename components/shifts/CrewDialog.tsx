"use client";
import { ArrowLeftRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Select } from "#components/ui/Select.tsx";
import { mayServe, type Place, type Shift, type Staff } from "#lib/shift/model.ts";
import style from "./roster.module.css";
import { useAsk } from "./useAsk.ts";

type Props = {
  shift: Shift;
  /** Shifts in sight with whose people one can be swapped. */
  others: readonly Shift[];
  staff: readonly Staff[];
  onClose(): void;
};

const NOBODY = "";

/** Who stands in one shift; and who changes places with whom. */
export function CrewDialog({ shift, others, staff, onClose }: Props) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const title = `${name(shift)}, ${format.weekday(shift.startsAt)}`;
  return (
    <Dialog title={t("roster.edit", { shift: title })} open onOpenChange={(open) => !open && onClose()} wide>
      <div className={style.edit}>
        <CrewForm shift={shift} staff={staff} onClose={onClose} />
        {shift.crew.length > 0 && <SwapForm shift={shift} others={others} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

function CrewForm({ shift, staff, onClose }: Omit<Props, "others">) {
  const t = useText();
  const { ask, working } = useAsk();
  const [lead, setLead] = useState(shift.crew.find((one) => one.role === "lead")?.userId ?? NOBODY);
  const [ranks, setRanks] = useState(
    () => new Set(shift.crew.filter((one) => one.role === "duty").map((one) => one.userId)),
  );
  const leads = staff.filter((one) => mayServe(one.accountRole, "lead"));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const crew: Place[] = [...ranks].filter((id) => id !== lead).map((userId) => ({ userId, role: "duty" }));
    if (lead !== NOBODY) crew.unshift({ userId: lead, role: "lead" });
    const seen = shift.crew.map(({ userId, role }) => ({ userId, role }));
    const body = { type: "crew", shiftId: shift.id, crew, seen };
    const answer = await ask("/api/shifts/roster", body, () => t("roster.saved"));
    if (answer.ok) onClose();
  }

  if (staff.length === 0) return <p>{t("roster.noStaff")}</p>;
  return (
    <form className={style.form} onSubmit={submit}>
      <Select
        label={t("roster.leadOf")}
        value={lead}
        options={[
          { value: NOBODY, label: t("roster.noLead") },
          ...leads.map((one) => ({ value: one.userId, label: one.name })),
        ]}
        onChange={setLead}
      />
      <fieldset className={style.ranks}>
        <legend>{t("roster.ranks")}</legend>
        {staff.map((one) => (
          <label key={one.userId} className={style.choice}>
            <input
              type="checkbox"
              checked={ranks.has(one.userId) && one.userId !== lead}
              disabled={one.userId === lead}
              onChange={(event) => {
                const next = new Set(ranks);
                if (event.target.checked) next.add(one.userId);
                else next.delete(one.userId);
                setRanks(next);
              }}
            />
            {one.name}
          </label>
        ))}
      </fieldset>
      <div>
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {t("roster.save")}
        </Button>
      </div>
    </form>
  );
}

function SwapForm({ shift, others, onClose }: Omit<Props, "staff">) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const { ask, working } = useAsk();
  const [mine, setMine] = useState(shift.crew[0]?.userId ?? "");
  const seats = others.flatMap((other) =>
    other.crew.map((member) => ({
      value: `${other.id} ${member.userId}`,
      label: `${member.name}: ${name(other)}, ${format.weekday(other.startsAt)}`,
    })),
  );
  const [theirs, setTheirs] = useState(seats[0]?.value ?? "");

  async function swap() {
    const [shiftId, ...rest] = theirs.split(" ");
    const a = { shiftId: shift.id, userId: mine };
    const b = { shiftId: Number(shiftId), userId: rest.join(" ") };
    const answer = await ask("/api/shifts/roster", { type: "swap", a, b }, () => t("roster.swapped"));
    if (answer.ok) onClose();
  }

  return (
    <section className={style.form} aria-label={t("roster.swapTitle")}>
      <h3>{t("roster.swapTitle")}</h3>
      {seats.length === 0 ? (
        <p className={style.none}>{t("roster.swapNone")}</p>
      ) : (
        <>
          <Select
            label={t("roster.swapWho")}
            value={mine}
            options={shift.crew.map((one) => ({ value: one.userId, label: one.name }))}
            onChange={setMine}
          />
          <Select label={t("roster.swapWith")} value={theirs} options={seats} onChange={setTheirs} />
          <div>
            <Button onClick={swap} disabled={working} focusableWhenDisabled>
              <ArrowLeftRight aria-hidden />
              {t("roster.swap")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
