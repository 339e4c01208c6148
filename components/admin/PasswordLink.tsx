"use client";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { UserRow } from "#lib/user/model.ts";
import { LinkMade, linkTitle, type MadeLink } from "./LinkMade.tsx";

/** A new link for somebody to choose a password with. */
export function PasswordLink({ person }: { person: UserRow }) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [link, setLink] = useState<MadeLink>();
  const { id, name } = person;

  async function make() {
    const answer = await call<MadeLink>("POST", `/api/users/${encodeURIComponent(id)}/link`, {});
    if (answer.ok) setLink(answer.value);
    else say.refused(whyNot(language, answer));
  }

  return (
    <Dialog
      title={link ? t(linkTitle(link), { name }) : t("admin.newLink")}
      open={link !== undefined}
      onOpenChange={(open) => (open ? void make() : setLink(undefined))}
      trigger={
        <Button aria-label={`${t("admin.newLink")}: ${name}`} title={t("admin.newLink")}>
          <KeyRound aria-hidden />
        </Button>
      }
    >
      {link && <LinkMade link={link} name={name} />}
    </Dialog>
  );
}
