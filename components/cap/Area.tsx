"use client";
import dynamic from "next/dynamic";
import { useText } from "#components/shell/language.tsx";
import { Field } from "#components/ui/Field.tsx";
import type { Content } from "#lib/cap/model.ts";
import type { Province } from "#lib/protocol.ts";
import { CommunePicker } from "./CommunePicker.tsx";
import { CornerList } from "./CornerList.tsx";
import style from "./sheet.module.css";

const AreaMap = dynamic(() => import("#components/map/AreaMap.tsx"), { ssr: false });

type Props = {
  content: Content;
  units: Content["communes"];
  province: Province | null;
  onChange(more: Partial<Content>): void;
};

/** Where the warning holds: communes by name, an outline on the map, or both. */
export function Area({ content, units, province, onChange }: Props) {
  const t = useText();
  return (
    <fieldset className={style.part}>
      <legend>{t("cap.area")}</legend>
      <CommunePicker chosen={content.communes} all={units} onChange={(communes) => onChange({ communes })} />
      <div className={style.grid}>
        <Field
          label={t("cap.areaVi")}
          value={content.areaVi}
          maxLength={300}
          onChange={(event) => onChange({ areaVi: event.target.value })}
        />
        <Field
          label={t("cap.areaEn")}
          value={content.areaEn}
          maxLength={300}
          onChange={(event) => onChange({ areaEn: event.target.value })}
        />
      </div>
      <p className={style.hint}>{t("cap.areaHint")}</p>
      <div className={style.outline}>
        <AreaMap
          polygon={content.polygon}
          province={province}
          onChange={(polygon) => onChange({ polygon })}
        />
        <CornerList polygon={content.polygon} onChange={(polygon) => onChange({ polygon })} />
      </div>
    </fieldset>
  );
}
