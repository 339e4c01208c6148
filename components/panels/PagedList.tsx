"use client";
import type { ReactNode } from "react";
import { useState } from "react";
import { useNow } from "#components/live/hooks.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { cx } from "#components/ui/cx.ts";
import style from "./PagedList.module.css";
import { pagesOf } from "./pages.ts";
import { usePageSize } from "./usePageSize.ts";

/** Long enough to read eight lines across a room. */
const TURN_MS = 12_000;
/** What a page that has not been measured draws. */
const UNMEASURED = 12;

export type Line = { key: string | number; node: ReactNode; isPinned?: boolean };
type Props = {
  lines: readonly Line[];
  className?: string;
  /** Further facts for the foot, such as what is hidden for other reasons. */
  foot?: ReactNode;
};

/**
 * A list on a wall: nobody scrolls it, so it turns its own pages, says which one is shown, and counts what is not.
 * It begins at page one again when another line comes to its head, and waits while a hand is on it.
 */
export function PagedList({ lines, className, foot }: Props) {
  const t = useText();
  const format = useFormat();
  const { list, size = UNMEASURED } = usePageSize<HTMLUListElement>(lines.length);
  const pages = pagesOf(lines, size, (line) => line.isPinned ?? false);
  const { at, hold } = useTurn(String(lines[0]?.key), pages.length);
  const page = pages[at] ?? [];
  const elsewhere = lines.length - page.length;
  return (
    <>
      <ul ref={list} className={cx(style.list, className)} {...hold}>
        {page.map(({ key, node }) => (
          <li key={key}>{node}</li>
        ))}
      </ul>
      {(elsewhere > 0 || foot) && (
        <p className={style.foot}>
          {elsewhere > 0 && (
            <span>
              {t("list.page", { page: at + 1, pages: pages.length })} ·{" "}
              {t("list.elsewhere", { count: format.number(elsewhere) })}
            </span>
          )}
          {foot}
        </p>
      )}
    </>
  );
}

/** Which page is shown now. All screens turn by the server's clock. */
function useTurn(head: string, count: number) {
  const now = useNow();
  const [from, setFrom] = useState({ head, at: now });
  const [held, setHeld] = useState<number>();
  // The clock may only now be known, or have been set back.
  const isOff = from.at > now || (from.at === 0 && now > 0);
  if (from.head !== head || isOff) setFrom({ head, at: now });
  const turned = Math.floor(Math.max(0, now - from.at) / TURN_MS) % count;
  const at = Math.min(held ?? turned, count - 1);
  const hold = { onPointerEnter: () => setHeld(at), onPointerLeave: () => setHeld(undefined) };
  return { at, hold };
}
