import { openPool, type Pool } from "#lib/db/pool.ts";
import type { Log } from "#lib/log.ts";
import { accountOf, ownerUrl } from "./departments/account.ts";
import { prepareDepartment } from "./departments/database.ts";
import * as registry from "./departments/index.ts";
import { type Office, officeOf } from "./departments/office.ts";

/** The staff of all departments at their desks. */
export type Clerks = {
  /** Does what has come up since the last time; a department that fails is tried again next time. */
  work(now: number, pressure: number): Promise<void>;
  close(): Promise<void>;
};

type Desk = { name: string; office: Office; pool: Pool; failing: boolean };

/** Makes the departments' databases where they are missing and opens them. */
export async function clerksAt(owner: string, log: Log): Promise<Clerks> {
  const desks: Desk[] = [];
  for (const department of Object.values(registry)) {
    const account = accountOf(owner, department);
    await prepareDepartment(owner, department, account);
    const pool = openPool(ownerUrl(owner, account), 1);
    desks.push({ name: account.database, office: officeOf(department, pool), pool, failing: false });
  }

  async function sit(desk: Desk, now: number, pressure: number): Promise<void> {
    try {
      const { taken } = await desk.office.work(now, pressure);
      if (taken > 100) log.info({ database: desk.name, taken }, "caught up");
      desk.failing = false;
    } catch (error) {
      if (!desk.failing)
        log.warn({ database: desk.name, err: error }, "department database away, trying again");
      desk.failing = true;
    }
  }

  return {
    async work(now, pressure) {
      for (const desk of desks) await sit(desk, now, pressure);
    },
    async close() {
      await Promise.all(desks.map((desk) => desk.pool.end()));
    },
  };
}
