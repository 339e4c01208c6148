import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { notePid } from "./broker/files.ts";
import { endCommands } from "./command.ts";
import { explain, SetupFault } from "./fault.ts";
import { greetingText } from "./greeting.ts";
import { demandNode24 } from "./node-version.ts";
import { type StartOptions, startOptions } from "./options.ts";
import { type Paths, pathsOf } from "./paths.ts";
import { RunFileKeeper } from "./run-file.ts";
import { type Crew, gatherCrew } from "./supervise/crew.ts";
import { releaseLock, takeLock } from "./supervise/lock.ts";
import { keepReserve } from "./supervise/reserve.ts";
import { feedWatchdog } from "./supervise/watchdog.ts";
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
  surviveEverything(note);
  const runFile = new RunFileKeeper(paths.run, (error) =>
    report(`run.json cannot be written: ${error.message}`),
  );
  const reserve = keepReserve({ path: paths.reserve, folder: paths.data, report });
  feedWatchdog();
  let started: Started | undefined;
  const crew = gatherCrew({
    logs: paths.logs,
    report,
    changed: (name, pid) => {
      if (name === "broker")
        notePid(paths.broker, pid).catch((error) =>
          note(`the broker's pid cannot be written: ${error.message}`),
        );
      if (started) void runFile.put(runFileOf(started, paths, crew));
    },
  });
  const finish = finisher(crew, { paths, runFile });
  endWhenAsked(finish, report);
  try {
    void reserve.look();
    started = await startSystem({ options, paths, crew, report });
    await runFile.put(runFileOf(started, paths, crew));
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
function finisher(crew: Crew, { paths, runFile }: { paths: Paths; runFile: RunFileKeeper }): Finish {
  let begun = false;
  const finish = async (code: number) => {
    if (begun) return;
    begun = true;
    try {
      endCommands();
      await crew.stop();
      await runFile.remove();
      await releaseLock(paths.lock);
    } catch (error) {
      console.error(explain(error));
    }
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

/**
 * The supervisor outlives everything below it: what nobody caught is written down, and it goes on. Its own bugs are
 * told to the log; a terminal that is gone or a disk that is full is none.
 */
function surviveEverything(note: (line: string) => void): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  process.on("uncaughtException", (error) => note(`uncaught: ${explain(error)}`));
  process.on("unhandledRejection", (error) => note(`unhandled: ${explain(error)}`));
}

function noteIn(log: string): (line: string) => void {
  return (line) =>
    void appendFile(log, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 }).catch(() => {});
}
