import type { ReactNode } from "react";
import style from "./Table.module.css";

export type Column<R> = {
  id: string;
  title: ReactNode;
  cell(row: R): ReactNode;
  /** Numbers stand at the right, so that their places line up. */
  number?: boolean;
  /** Dropped first on narrow screens. */
  minor?: boolean;
};

type Props<R> = {
  label: string;
  columns: Column<R>[];
  rows: readonly R[];
  rowKey(row: R): string | number;
  empty: ReactNode;
};

export function Table<R>({ label, columns, rows, rowKey, empty }: Props<R>) {
  if (rows.length === 0) return <p className={style.empty}>{empty}</p>;
  return (
    <div className={style.frame}>
      <table className={style.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-number={column.number} data-minor={column.minor}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.id} data-number={column.number} data-minor={column.minor}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
