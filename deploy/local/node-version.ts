import { SetupFault } from "./fault.ts";

/** The TypeScript runs unbuilt, which older versions cannot do. */
export function demandNode24(version: string = process.versions.node): void {
  if (Number(version.split(".")[0]) >= 24) return;
  throw new SetupFault(
    `This is Node ${version}; the program is written for 24.`,
    "Use npm start: it brings Node 24.",
  );
}
