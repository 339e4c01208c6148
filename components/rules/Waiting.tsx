"use client";
import Link from "next/link";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { NamedProposal, Noun } from "#lib/rule/proposal.ts";
import style from "./rules.module.css";

type Props = {
  noun: Noun;
  waiting: readonly NamedProposal[];
  now: number;
  /** For those who decide: proposals before drafts. */
  first: boolean;
  title(proposal: NamedProposal): string;
  href(proposal: NamedProposal): string;
};

/** What waits for a decision, the longest waiting first. */
export function Waiting({ waiting, now, first, title, href }: Props) {
  const t = useText();
  const format = useFormat();
  if (waiting.length === 0) return null;
  const order = first ? waiting.toSorted((a, b) => rank(a) - rank(b)) : waiting;
  return (
    <section className={style.waiting} aria-label={t("rules.waiting")}>
      <h2 className={style.heading}>{t("rules.waiting")}</h2>
      <ul className={style.stack}>
        {order.map((proposal) => (
          <li key={proposal.id}>
            <Link href={href(proposal)} prefetch={false} className={style.wait}>
              <Tag tone={proposal.state === "proposed" ? "warn" : "plain"}>
                {t(`proposal.state.${proposal.state}`)}
              </Tag>
              <strong>{title(proposal)}</strong>
              <span className={style.waitWhy}>{proposal.why}</span>
              <span className={style.by}>
                {t("proposal.by", {
                  name: proposal.proposedName ?? "–",
                  time: format.moment(proposal.proposedAt, now),
                })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const rank = ({ state }: NamedProposal) => (state === "proposed" ? 0 : 1);
