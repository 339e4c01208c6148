"use client";
import { SlidersHorizontal } from "lucide-react";
import { useMemo } from "react";
import { useIncidents, useRegister } from "#components/live/hooks.ts";
import { useName, useText, useWords } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Select } from "#components/ui/Select.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { domains } from "#lib/metric/catalog.ts";
import style from "./DeskFilters.module.css";
import { countMore, domainOf, type Filter, HOLDER_FILTERS } from "./filter.ts";

/** A choice that was made stays in the list though no alert has it now. */
const ANY = "";

type Props = {
  filter: Filter;
  rows: readonly AlertRow[];
  /** Names of communes and wards by code. */
  units: Readonly<Record<string, string>>;
  onChange(next: Filter): void;
};

/** Filters that are needed less often, behind one button that says how many of them are set. */
export function MoreFilters(props: Props) {
  const t = useText();
  const count = countMore(props.filter);
  return (
    <Dialog
      title={t("filter.more")}
      trigger={
        <Button look={count > 0 ? "outline" : "quiet"}>
          <SlidersHorizontal aria-hidden />
          {count > 0 ? t("filter.moreCount", { count }) : t("filter.more")}
        </Button>
      }
    >
      <Choices {...props} />
    </Dialog>
  );
}

/** Each offers what open alerts have. */
function Choices({ filter, rows, units, onChange }: Props) {
  const t = useText();
  const name = useName();
  const words = useWords();
  const register = useRegister();
  const incidents = useIncidents()?.incidents ?? [];
  const found = useMemo(() => valuesIn(rows), [rows]);
  const agencyName = (id: string) => {
    const agency = register?.agency(id);
    return agency ? name(agency) : id;
  };
  const domainName = (id: string) => words(domains.find((one) => one.id === id)?.title ?? { vi: id, en: id });
  const listed = (values: Iterable<string>, chosen: string | null, label: (value: string) => string) => [
    { value: ANY, label: t("filter.any") },
    ...[...new Set([...values, ...(chosen === null ? [] : [chosen])])]
      .map((value) => ({ value, label: label(value) }))
      .sort((a, b) => a.label.localeCompare(b.label, "vi")),
  ];
  const incidentOf = new Map(incidents.map((one) => [String(one.id), name(one)]));
  const incident = filter.incident === null ? null : String(filter.incident);
  const or = (value: string) => (value === ANY ? null : value);

  return (
    <div className={style.more}>
      <Select
        label={t("filter.agency")}
        value={filter.agency ?? ANY}
        options={listed(found.agencies, filter.agency, agencyName)}
        onChange={(value) => onChange({ ...filter, agency: or(value) })}
      />
      <Select
        label={t("filter.unit")}
        value={filter.unit ?? ANY}
        options={listed(found.units, filter.unit, (code) => units[code] ?? code)}
        onChange={(value) => onChange({ ...filter, unit: or(value) })}
      />
      <Select
        label={t("filter.domain")}
        value={filter.domain ?? ANY}
        options={listed(found.domains, filter.domain, domainName)}
        onChange={(value) => onChange({ ...filter, domain: or(value) })}
      />
      <Select
        label={t("filter.incident")}
        value={incident ?? ANY}
        options={listed(incidentOf.keys(), incident, (id) => incidentOf.get(id) ?? `#${id}`)}
        onChange={(value) => onChange({ ...filter, incident: value === ANY ? null : Number(value) })}
      />
      <Select
        label={t("filter.holder")}
        value={filter.holder ?? ANY}
        options={[
          { value: ANY, label: t("filter.any") },
          ...HOLDER_FILTERS.map((value) => ({ value, label: t(`filter.holder.${value}`) })),
        ]}
        onChange={(value) =>
          onChange({ ...filter, holder: HOLDER_FILTERS.find((one) => one === value) ?? null })
        }
      />
    </div>
  );
}

function valuesIn(rows: readonly AlertRow[]) {
  const agencies = new Set<string>();
  const units = new Set<string>();
  const domainIds = new Set<string>();
  for (const row of rows) {
    if (row.agencyId !== null) agencies.add(row.agencyId);
    if (row.asset?.unitCode) units.add(row.asset.unitCode);
    const domain = domainOf(row);
    if (domain !== undefined) domainIds.add(domain);
  }
  return { agencies, units, domains: domainIds };
}
