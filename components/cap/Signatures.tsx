"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { Missing, WarningRow } from "#lib/cap/model.ts";
import type { SheetRights } from "./Sheet.tsx";
import { StartWarning } from "./StartWarning.tsx";
import { StatusMark } from "./StatusMark.tsx";
import style from "./sheet.module.css";

type Props = {
  warning: WarningRow;
  rights: SheetRights;
  me: string;
  lacks: readonly Missing[];
  /** Why nobody can sign what is on this screen now. */
  blocked: string | undefined;
};

/** Who signed what, what is missing, and the signature that is this person's to give. */
export function Signatures({ warning, rights, me, lacks, blocked }: Props) {
  const t = useText();
  const format = useFormat();
  const { state, first, second, identifier } = warning;
  const canFirst = rights.signFirst && state === "draft";
  const canSecond = rights.signSecond && state === "signed" && first?.by !== me;
  return (
    <section className={style.signatures} aria-label={t("cap.signatures")}>
      <h2>{t("cap.signatures")}</h2>
      <ol>
        <li>
          {t("cap.drafted", {
            name: warning.draftedName ?? t("event.bySomeone"),
            time: format.moment(warning.createdAt, 0),
          })}
        </li>
        <li>
          {first
            ? t("cap.signed", {
                name: warning.firstName ?? t("event.bySomeone"),
                time: format.moment(first.at, 0),
              })
            : t("cap.waitsFirst")}
        </li>
        <li>
          {second
            ? t("cap.signed", {
                name: warning.secondName ?? t("event.bySomeone"),
                time: format.moment(second.at, 0),
              })
            : t("cap.waitsSecond")}
        </li>
      </ol>
      {lacks.length > 0 && (state === "draft" || state === "signed") && (
        <div className={style.lacks}>
          <p>{t("cap.missing")}</p>
          <ul>
            {lacks.map((one) => (
              <li key={one}>{t(`cap.missing.${one}`)}</li>
            ))}
          </ul>
        </div>
      )}
      {state === "withdrawn" && (
        <p className={style.hint}>{t("cap.withdrawn", { why: warning.withdrawnWhy ?? "" })}</p>
      )}
      {blocked && (canFirst || canSecond) && <p className={style.hint}>{blocked}</p>}
      {(canFirst || canSecond) && (
        <Sign warning={warning} second={canSecond} disabled={lacks.length > 0 || blocked !== undefined} />
      )}
      {state === "signed" && (rights.signFirst || rights.signSecond) && (
        <Why warning={warning} act="send_back" />
      )}
      {(state === "draft" || state === "signed") && rights.edit && <Why warning={warning} act="withdraw" />}
      {state === "released" && identifier && (
        <>
          <a className={style.xml} href={`/api/cap/${encodeURIComponent(identifier)}`}>
            {t("cap.xml")}
          </a>
          {rights.edit && !warning.followedBy && (
            <div className={style.row}>
              <StartWarning from={{ warning: warning.id, type: "Update" }} text="cap.update" />
              <StartWarning from={{ warning: warning.id, type: "Cancel" }} text="cap.cancel" />
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** The last look before a signature: for real or not fills the dialog, and an actual one is typed out. */
function Sign({ warning, second, disabled }: { warning: WarningRow; second: boolean; disabled: boolean }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const { send, refused, working } = useAct(warning.id, () => setOpen(false));
  const { status, vi, communes, areaVi } = warning.content;
  const password = t("cap.typeActual");
  const isReal = second && status === "Actual";
  const title = t(second ? "cap.signSecond" : "cap.signFirst");
  return (
    <Dialog
      title={title}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look={isReal ? "danger" : "solid"} disabled={disabled} focusableWhenDisabled>
          {title}
        </Button>
      }
    >
      <div className={style.dialog}>
        <StatusMark status={status} t={t} banner />
        <p className={style.headline}>{vi.headline}</p>
        <p>{areaVi || communes.map(({ nameVi }) => nameVi).join(", ")}</p>
        {isReal && (
          <label className={style.field}>
            <span className={style.label}>{t("cap.typeIt", { words: password })}</span>
            <input className={style.input} value={typed} onChange={(event) => setTyped(event.target.value)} />
          </label>
        )}
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button
          look={isReal ? "danger" : "solid"}
          disabled={working || (isReal && typed.trim().toUpperCase() !== password)}
          focusableWhenDisabled
          onClick={() => send({ type: second ? "sign_second" : "sign_first", hash: warning.hash })}
        >
          {title}
        </Button>
      </div>
    </Dialog>
  );
}

function Why({ warning, act }: { warning: WarningRow; act: "send_back" | "withdraw" }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  const { send, refused, working } = useAct(warning.id, () => setOpen(false));
  const title = t(`cap.${act}`);
  return (
    <Dialog title={title} open={open} onOpenChange={setOpen} trigger={<Button look="quiet">{title}</Button>}>
      <div className={style.dialog}>
        <label className={style.field}>
          <span className={style.label}>{t("act.why")}</span>
          <textarea
            className={style.input}
            rows={3}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </label>
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button
          look="solid"
          disabled={working || why.trim() === ""}
          focusableWhenDisabled
          onClick={() => send({ type: act, why })}
        >
          {title}
        </Button>
      </div>
    </Dialog>
  );
}

function useAct(id: number, done: () => void) {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const [refused, setRefused] = useState<string>();
  const [working, setWorking] = useState(false);
  async function send(act: object) {
    setWorking(true);
    const answer = await call("POST", `/api/warnings/${id}/acts`, act);
    setWorking(false);
    if (!answer.ok) {
      router.refresh();
      return setRefused(whyNot(language, answer));
    }
    setRefused(undefined);
    say.done(t("cap.actDone"));
    done();
    router.refresh();
  }
  return { send, refused, working };
}
