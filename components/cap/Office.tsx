"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import style from "./sheet.module.css";

export type OfficeName = { sender: string; nameVi: string; nameEn: string };

/** Under whose name warnings go out. */
export function Office({ office }: { office: OfficeName | null }) {
  const t = useText();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget));
    const answer = await call("PUT", "/api/warnings/office", form);
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setRefused(undefined);
    setOpen(false);
    say.done(t("cap.saved"));
    router.refresh();
  }

  return (
    <Dialog
      title={t("cap.office")}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t("cap.office")}</Button>}
    >
      <form className={style.dialog} onSubmit={submit}>
        <Field
          label={t("cap.sender")}
          hint={t("cap.senderHint")}
          name="sender"
          defaultValue={office?.sender}
          required
          minLength={3}
          maxLength={100}
          pattern="[^\s,<&]+"
        />
        <Field label={t("cap.nameVi")} name="nameVi" defaultValue={office?.nameVi} required maxLength={200} />
        <Field label={t("cap.nameEn")} name="nameEn" defaultValue={office?.nameEn} required maxLength={200} />
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button type="submit" look="solid">
          {t("cap.save")}
        </Button>
      </form>
    </Dialog>
  );
}
