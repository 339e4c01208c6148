import { type ChildProcess, spawn } from "node:child_process";

export type CommandOptions = { env?: NodeJS.ProcessEnv; cwd?: string; input?: string };

const running = new Set<ChildProcess>();

/** Ends every program that {@link run} still waits for. */
export function endCommands(): void {
  for (const child of running) child.kill("SIGTERM");
}

/**
 * Runs a program to its end and gives what it wrote on stdout.
 * Throws with both outputs when it cannot be started or ends with anything but 0.
 */
export function run(program: string, args: string[], options: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    running.add(child);
    child.once("close", () => running.delete(child));
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(options.input);
    child.on("error", (cause) =>
      reject(new Error(`${program} could not be started: ${cause.message}`, { cause })),
    );
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(stdout);
      const end = signal ? `was ended by ${signal}` : `ended with ${code}`;
      reject(new Error(`${program} ${args[0] ?? ""} ${end}\n${stdout.slice(-4_000)}${stderr.slice(-8_000)}`));
    });
  });
}
