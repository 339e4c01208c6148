import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { notePid } from "./broker/files.ts";
import { endCommands } from "./command.ts";
import { explain, SetupFault } from "./fault.ts";
import { greetingText } from "./greeting.ts";
import { demandNode24 } from "./node-version.ts";
import { type StartOptions, startOptions } from "./options.ts";
import { type Paths, pathsOf } from "./paths.ts";
import { removeRunFile, writeRunFile } from "./run-file.ts";
import { type Crew, gatherCrew } from "./supervise/crew.ts";
import { releaseLock, takeLock } from "./supervise/lock.ts";
import { type Started, startSystem } from "./system.ts";

const startedAt = new Date().toISOString();

try {
  demandNode24();
  const options = startOptions(process.argv.slice(2));
  const paths = pathsOf(options.config.DATA_DIR);
  await claim(paths);
  await main(options, paths);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function main(options: StartOptions, paths: Paths): Promise<void> {
  const note = noteIn(join(paths.logs, "supervisor.log"));
  const report = (line: string) => {
    console.log(`• ${line}`);
    note(line);
  };
  let started: Started | undefined;
  const crew = gatherCrew({
    logs: paths.logs,
    report,
    changed: (name, pid) => {
      if (name === "broker") void notePid(paths.broker, pid);
      if (started) void writeRunFile(paths.run, runFileOf(started, paths, crew));
    },
  });
  const finish = finisher(crew, paths);
  endWhenAsked(finish, report);
  try {
    started = await startSystem({ options, paths, crew, report });
    await writeRunFile(paths.run, runFileOf(started, paths, crew));
    console.log(greetingText(started.running));
    process.send?.({ ready: started.running, run: paths.run });
  } catch (error) {
    if (!finish.begun()) {
      note(explain(error));
      console.error(explain(error));
    }
    await finish(1);
  }
}

/** Makes the data folder and makes sure that we are alone in it. */
async function claim(paths: Paths): Promise<void> {
  await mkdir(paths.logs, { recursive: true }).catch((cause) => {
    throw new SetupFault(
      `The data folder ${paths.data} cannot be made.`,
      "Choose another: DATA_DIR=… npm start",
      cause,
    );
  });
  const result = await takeLock(paths.lock);
  if (result.taken) return;
  const { pid } = result.holder;
  throw new SetupFault(
    `Hải Đăng already runs on ${paths.data} (process ${pid}).`,
    `Stop that one first (kill ${pid}), or run a second one beside it: DATA_DIR=… PORT=… npm start`,
  );
}

function runFileOf({ running, broker, database }: Started, paths: Paths, crew: Crew) {
  return {
    web: running.web,
    mqtt: broker.place,
    database: database.place,
    pids: crew.pids(),
    data: paths.data,
    logs: paths.logs,
    started_at: startedAt,
  };
}

type Finish = { (code: number): Promise<void>; begun(): boolean };

/** Stops everything once, however often it is asked. */
function finisher(crew: Crew, paths: Paths): Finish {
  let begun = false;
  const finish = async (code: number) => {
    if (begun) return;
    begun = true;
    endCommands();
    await crew.stop();
    await removeRunFile(paths.run);
    await releaseLock(paths.lock);
    process.exit(code);
  };
  return Object.assign(finish, { begun: () => begun });
}

/** Ctrl-C, a service manager's SIGTERM, a closed terminal, the death of whoever started us. */
function endWhenAsked(finish: Finish, report: (line: string) => void): void {
  const stop = () => {
    if (!finish.begun()) report("stopping");
    void finish(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  if (process.send) process.on("disconnect", stop);
}

function noteIn(log: string): (line: string) => void {
  return (line) => void appendFile(log, `${new Date().toISOString()} ${line}\n`).catch(() => {});
}
