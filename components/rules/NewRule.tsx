"use client";
import { useState } from "react";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { ruleKindById, ruleKinds } from "#lib/rule/kinds/catalog.ts";
import type { Content } from "#lib/rule/proposal.ts";
import type { Person } from "#lib/user/model.ts";
import { RuleEditor } from "./RuleEditor.tsx";
import style from "./rules.module.css";
import { firstTarget } from "./TargetPicker.tsx";
import type { Places } from "./words.ts";

type Props = { who: Person; places: Places; now: number; triable: readonly string[] };

/** First the kind, which stays for life; then the same form as for a rule that is there. */
export function NewRule({ who, places, now, triable }: Props) {
  const t = useText();
  const language = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const kind = chosen === undefined ? undefined : ruleKindById(chosen);
  if (kind) {
    const initial: Content = {
      id: "",
      kind: kind.id,
      params: kind.example,
      target: firstTarget(kind.over, places),
      priority: 3,
      response: {},
      enabled: true,
    };
    const view = { kindId: kind.id, initial, current: null, versions: [], proposals: [] };
    return <RuleEditor {...view} triable={triable.includes(kind.id)} who={who} places={places} now={now} />;
  }
  return (
    <section className={style.stack}>
      <p className={style.intro}>{t("rules.chooseKind")}</p>
      <ul className={style.kinds}>
        {ruleKinds.map((k) => (
          <li key={k.id} className={style.kind}>
            <h2 className={style.heading}>{k.title[language]}</h2>
            <p className={style.hint}>{k.sentence(k.schema.parse(k.example), language)}</p>
            <div className={style.buttons}>
              <Button
                onClick={() => setChosen(k.id)}
                aria-label={t("rules.choose", { name: k.title[language] })}
              >
                {t("rules.chooseShort")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
