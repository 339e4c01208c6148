"use client";
import { useMemo, useState } from "react";
import type { Issue } from "#components/form/problems.ts";
import { useSchemaForm } from "#components/form/useSchemaForm.ts";
import type { AnyKind } from "#lib/rule/kinds/kind.ts";
import { responseTextSchema, ruleSchema, type Target, targetSchema } from "#lib/rule/model.ts";
import { type Content, isSame } from "#lib/rule/proposal.ts";

const headSchema = ruleSchema.omit({ kind: true, params: true, target: true, response: true });

/** The form of a rule: its own fields, its kind's, its response, and what it is aimed at. */
export function useRuleForm(kind: AnyKind, initial: Content) {
  const head = useSchemaForm(headSchema, initial);
  const params = useSchemaForm(kind.schema, initial.params);
  const response = useSchemaForm(responseTextSchema, initial.response);
  const [begun, setBegun] = useState(initial.target as Partial<Target>);
  const [target, setTarget] = useState(begun);
  const [aimProblem, setAimProblem] = useState<string>();

  const value: Content = useMemo(
    () => ({
      ...(head.value as object),
      kind: kind.id,
      params: params.value,
      target,
      response: response.value,
    }),
    [head.value, kind.id, params.value, target, response.value],
  );

  return {
    head,
    params,
    response,
    target,
    aimProblem,
    value,
    changed: head.changed || params.changed || response.changed || !isSame(target, begun),
    aim(next: Partial<Target>) {
      setTarget(next);
      setAimProblem(undefined);
    },
    /** The whole rule as the schemas read it; undefined when one refuses, and then the messages are shown. */
    read(): Content | undefined {
      const parts = { ...head.read(), params: params.read(), response: response.read() };
      const aimed = targetSchema.safeParse(target);
      if (!aimed.success) setAimProblem("target_empty");
      const whole = head.read() && params.read() !== undefined && response.read() && aimed.success;
      return whole ? { ...parts, kind: kind.id, target: aimed.data } : undefined;
    },
    /** Shows what the server refused beside the fields that it is about. */
    refuse(issues: readonly Issue[]) {
      head.refuse(
        issues.filter(({ path: [first] }) => !["params", "response", "target"].includes(String(first))),
      );
      params.refuse(within("params", issues));
      response.refuse(within("response", issues));
      const aimed = issues.find(({ path: [first] }) => first === "target");
      if (aimed) setAimProblem(aimed.message);
    },
    reset(next: Content) {
      head.reset(next);
      params.reset(next.params);
      response.reset(next.response);
      setBegun(next.target as Target);
      setTarget(next.target as Target);
      setAimProblem(undefined);
    },
  };
}

function within(part: string, issues: readonly Issue[]): Issue[] {
  return issues
    .filter(({ path: [first] }) => first === part)
    .map((issue) => ({ ...issue, path: issue.path.slice(1) }));
}
