import { useCallback, useEffect, useState } from "react";
import { useIncidents } from "#components/live/hooks.ts";
import { call } from "#components/shell/call.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import type { IncidentEvent, IncidentRow } from "#lib/incident/model.ts";

export type IncidentStory = { incident: IncidentRow; alerts: AlertRow[]; events: IncidentEvent[] };
type State = "loading" | "here" | "gone" | "trouble";

/** An incident in full; read again whenever the live list says that it changed. */
export function useIncident(id: number) {
  const [story, setStory] = useState<IncidentStory>();
  const [state, setState] = useState<State>("loading");
  const live = useIncidents()?.incidents.find((one) => one.id === id);
  const version = live ? JSON.stringify(live) : "closed";

  const reload = useCallback(async () => {
    const answer = await call<IncidentStory>("GET", `/api/incidents/${id}`);
    if (answer.ok) setStory(answer.value);
    setState(answer.ok ? "here" : answer.status === 404 ? "gone" : "trouble");
  }, [id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to read again
  useEffect(() => {
    void reload();
  }, [reload, version]);

  return { story, state, reload };
}
