"use client";
import { useText } from "#components/shell/language.tsx";
import type { Contact } from "#lib/notify/model.ts";
import { AddContact, type ChannelChoice } from "./AddContact.tsx";
import { ContactItem } from "./ContactItem.tsx";
import style from "./notify.module.css";

type Props = { contacts: readonly Contact[]; choices: readonly ChannelChoice[] };

/** Where a person is told: every address with its test. */
export function Contacts({ contacts, choices }: Props) {
  const t = useText();
  return (
    <section className={style.card}>
      <div className={style.head}>
        <h2>{t("notify.contacts")}</h2>
        <AddContact choices={choices.filter((choice) => choice.address !== null)} />
      </div>
      <p className={style.body}>{t("notify.contactsBody")}</p>
      {contacts.length === 0 ? (
        <p className={style.empty}>{t("notify.noContacts")}</p>
      ) : (
        <ul className={style.list}>
          {contacts.map((contact) => (
            <ContactItem
              key={contact.id}
              contact={contact}
              channel={choices.find((choice) => choice.id === contact.channelId)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
