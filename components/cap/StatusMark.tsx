import type { Status } from "#lib/cap/model.ts";
import type { Translate } from "#lib/i18n/model.ts";
import style from "./StatusMark.module.css";

type Props = { status: Status; t: Translate /** Over the whole sheet. */; banner?: boolean };

/** For real, an exercise or a test: said in words, by shape and by ground, never by colour alone. */
export function StatusMark({ status, t, banner }: Props) {
  return (
    <p className={banner ? style.banner : style.mark} data-status={status}>
      <strong>{t(`cap.status.${status}`)}</strong>
      {banner && <span>{t(`cap.statusMeans.${status}`)}</span>}
    </p>
  );
}
