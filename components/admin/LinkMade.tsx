import { useFormat, useText } from "#components/shell/language.tsx";
import { CopyBox } from "#components/ui/CopyBox.tsx";
import style from "./admin.module.css";

export type MadeLink = { path: string; purpose: "invitation" | "reset"; expiresAt: number };

export const linkTitle = ({ purpose }: MadeLink) =>
  purpose === "invitation" ? "admin.invitation" : "admin.resetLink";

/** The one time that a link is seen. */
export function LinkMade({ link, name }: { link: MadeLink; name: string }) {
  const t = useText();
  const format = useFormat();
  const time = `${format.clock(link.expiresAt)} ${format.date(link.expiresAt)}`;
  return (
    <>
      <p className={style.once}>{t("admin.linkOnce", { time })}</p>
      <CopyBox text={new URL(link.path, location.origin).href} label={t(linkTitle(link), { name })} />
    </>
  );
}
