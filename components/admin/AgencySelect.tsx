"use client";
import { useName, useText } from "#components/shell/language.tsx";
import { Select } from "#components/ui/Select.tsx";

export type AgencyName = { id: string; nameVi: string; nameEn: string };
/** No agency has this id: ids are not empty. */
export const NO_AGENCY = "";

type Props = {
  agencies: readonly AgencyName[];
  value: string;
  onChange(id: string): void;
  /** In a table: whose agency it is, said to screen readers only. */
  of?: string;
};

/** For which agency a person speaks. */
export function AgencySelect({ agencies, value, onChange, of }: Props) {
  const t = useText();
  const name = useName();
  return (
    <Select
      label={of ? `${t("admin.agency")}: ${of}` : t("admin.agency")}
      labelUnseen={of !== undefined}
      value={value}
      options={[
        { value: NO_AGENCY, label: t("admin.noAgency") },
        ...agencies.map((agency) => ({ value: agency.id, label: name(agency) })),
      ]}
      onChange={onChange}
    />
  );
}
