"use client";
import { useMemo, useState } from "react";
import { z } from "zod";
import type { Issue } from "#components/form/problems.ts";
import { SchemaForm } from "#components/form/SchemaForm.tsx";
import { useSchemaForm } from "#components/form/useSchemaForm.ts";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Select } from "#components/ui/Select.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { type Channel, type ChannelKind, channelSchema } from "#lib/notify/model.ts";
import { say } from "#lib/rule/fields.ts";
import style from "./notify.module.css";

type Props = { kinds: readonly ChannelKind[]; channel?: Channel; onDone(): void };

/** Makes a channel or changes one; the form is drawn from the schema of its kind. */
export function ChannelDialog({ kinds, channel, onDone }: Props) {
  const t = useText();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [kindId, setKindId] = useState(channel?.kind ?? kinds[0]?.id ?? "");
  const kind = kinds.find((one) => one.id === kindId);
  return (
    <Dialog
      wide
      title={t(channel ? "channel.edit" : "channel.add")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look={channel ? "outline" : "solid"}>{t(channel ? "channel.edit" : "channel.add")}</Button>
      }
    >
      <div className={style.form}>
        {!channel && (
          <Select
            label={t("channel.kind")}
            value={kindId}
            options={kinds.map((one) => ({
              value: one.id,
              label: language === "vi" ? one.titleVi : one.titleEn,
            }))}
            onChange={setKindId}
          />
        )}
        {kind && (
          <>
            <p className={style.note}>{kind.about[language]}</p>
            <ChannelForm
              key={kind.id}
              kind={kind}
              channel={channel}
              onDone={() => {
                setOpen(false);
                onDone();
              }}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

function ChannelForm({ kind, channel, onDone }: { kind: ChannelKind; channel?: Channel; onDone(): void }) {
  const t = useText();
  const nameOf = useName();
  const language = useLanguage();
  const say = useToast();
  const [refused, setRefused] = useState<string>();
  const schema = useMemo(() => schemaOf(kind), [kind]);
  const form = useSchemaForm<Channel>(
    schema,
    channel ?? { kind: kind.id, config: kind.example, enabled: true },
  );

  async function save() {
    const value = form.read();
    if (!value) return;
    const answer = await call("PUT", "/api/admin/notify/channels", value);
    if (answer.ok) {
      say.done(t("channel.saved", { name: nameOf(value) }));
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

const SET_UP = say({ vi: "Cài đặt của kênh", en: "Set-up of the channel" });

/** That of every channel, with the kind's own config in it. */
function schemaOf(kind: ChannelKind): z.ZodType<Channel> {
  const config = z.fromJSONSchema(kind.form as z.core.JSONSchema.JSONSchema).meta(SET_UP);
  return channelSchema.extend({ kind: z.literal(kind.id), config }) as unknown as z.ZodType<Channel>;
}
