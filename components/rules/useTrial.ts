"use client";
import { useEffect, useRef, useState } from "react";
import type { Issue } from "#components/form/problems.ts";
import type { TrialSummary } from "#lib/rule/proposal.ts";
import type { TrialAlert, TrialResult } from "#lib/rule/trial/model.ts";

export type TriedAlert = TrialAlert & { ruleId: string };
export type Tried = Omit<TrialResult, "alerts"> & { alerts: TriedAlert[]; summary: TrialSummary };
export type TrialState =
  | { is: "idle" }
  | { is: "running"; done: number; total: number }
  /** `content`: what was tried, to see whether the form has changed since. */
  | { is: "done"; tried: Tried; content: unknown }
  | { is: "failed"; status: number; reason: string; issues: readonly Issue[] };

type Line =
  | { type: "progress"; done: number; total: number }
  | ({ type: "result" } & Tried)
  | { type: "failed"; reason: string };

const IDLE: TrialState = { is: "idle" };

/** A trial on the server: it ends when it is cancelled, when another begins, or when the page is left. */
export function useTrial(path: string) {
  const [state, setState] = useState<TrialState>(IDLE);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function run(content: unknown, days: number): Promise<TrialState> {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const tell = (next: TrialState) => {
      if (running.current === mine) setState(next);
      return next;
    };
    tell({ is: "running", done: 0, total: 0 });
    try {
      return tell(await follow(path, { content, days, signal: mine.signal, tell }));
    } catch {
      return tell(mine.signal.aborted ? IDLE : failed(0, "offline"));
    }
  }

  function cancel() {
    running.current?.abort();
    setState(IDLE);
  }

  return { state, run, cancel };
}

type Order = { content: unknown; days: number; signal: AbortSignal; tell(state: TrialState): void };

async function follow(path: string, { content, days, signal, tell }: Order): Promise<TrialState> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ content, days }),
    signal,
  });
  if (!response.ok || !response.body) {
    const { reason, detail } = await response.json().catch(() => ({}));
    return failed(response.status, reason ?? "", Array.isArray(detail) ? detail : []);
  }
  for await (const line of linesOf(response.body)) {
    if (line.type === "progress") tell({ is: "running", done: line.done, total: line.total });
    else if (line.type === "failed") return failed(500, line.reason);
    else return { is: "done", tried: line, content };
  }
  return failed(0, "offline");
}

function failed(status: number, reason: string, issues: readonly Issue[] = []): TrialState {
  return { is: "failed", status, reason, issues };
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Line> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Line;
  }
}
