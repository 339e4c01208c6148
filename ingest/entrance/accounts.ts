import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Pool } from "#lib/db/pool.ts";
import type { DeviceAccount } from "#lib/device/model.ts";
import { isSecret } from "#lib/device/secret.ts";
import { deviceAccounts } from "#lib/device/sql.ts";
import { matches } from "../wire/filter.ts";
import { Code } from "./code.ts";
import { Unwelcome } from "./hello.ts";

/** Passwords that are being compared at once: each takes a thread for 1 ms. */
const MOST_PROVING = 5_000;
/** Who guesses wrong waits so long for the answer. */
const WRONG_MS = 1_000;
const MOST_TOPICS = 20_000;

/** An account as the entrance knows it, with what it found out about its topics. */
export class Account {
  readonly name: string;
  readonly hash: string;
  readonly read: readonly string[];
  readonly #write: readonly string[];
  readonly #known = new Map<string, boolean>();

  constructor({ name, hash, write, read }: DeviceAccount) {
    this.name = name;
    this.hash = hash;
    this.read = read;
    this.#write = write;
  }

  is({ hash, write, read }: DeviceAccount): boolean {
    const both = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) === JSON.stringify(b);
    return this.hash === hash && both(this.#write, write) && both(this.read, read);
  }

  mayWrite(topic: string): boolean {
    const known = this.#known.get(topic);
    if (known !== undefined) return known;
    const levels = topic.split("/");
    const may = this.#write.some((filter) => matches(filter, levels));
    if (this.#known.size >= MOST_TOPICS) this.#known.clear();
    this.#known.set(topic, may);
    return may;
  }
}

type Proof = { certified: string | undefined; username: string | undefined; password: Buffer | undefined };

/** Who may enter: rows, read again at each notice that they changed. */
export class Accounts {
  #byName = new Map<string, Account>();
  /** Passwords that were right, as keyed digests: who comes again is not derived again. */
  readonly #proven = new Map<string, { hash: string; digest: Buffer }>();
  readonly #key = randomBytes(32);
  #proving = 0;

  /** @throws when the database is away */
  async load(pool: Pool): Promise<void> {
    const rows = await deviceAccounts(pool);
    const before = this.#byName;
    this.#byName = new Map(
      rows.map((row) => {
        const old = before.get(row.name);
        return [row.name, old?.is(row) ? old : new Account(row)];
      }),
    );
  }

  named(name: string): Account | undefined {
    return this.#byName.get(name);
  }

  /** The account whose password it is, or whose certificate was shown. @throws Unwelcome */
  async admit({ certified, username: name, password }: Proof): Promise<Account> {
    const shown = certified === undefined ? undefined : this.#byName.get(certified);
    // Whoever names somebody else must prove that by a password.
    if (shown && (name === undefined || name === certified)) return shown;
    if (name === undefined) throw new Unwelcome("no user name", Code.notAuthorized);
    const account = this.#byName.get(name);
    if (account && password && (await this.#isRight(account, password))) return account;
    await new Promise((done) => setTimeout(done, WRONG_MS * (0.5 + Math.random() / 2)));
    throw new Unwelcome(`wrong password for "${name.slice(0, 64)}"`, Code.password);
  }

  async #isRight(account: Account, password: Buffer): Promise<boolean> {
    const digest = createHash("sha256").update(this.#key).update(password).digest();
    const proven = this.#proven.get(account.name);
    if (proven?.hash === account.hash && timingSafeEqual(proven.digest, digest)) return true;
    if (this.#proving >= MOST_PROVING) throw new Unwelcome("too many passwords at once", Code.busy);
    this.#proving++;
    try {
      if (!(await isSecret(password, account.hash))) return false;
    } finally {
      this.#proving--;
    }
    this.#proven.set(account.name, { hash: account.hash, digest });
    return true;
  }
}
