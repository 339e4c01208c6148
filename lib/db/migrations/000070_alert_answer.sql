-- What an answered alert needs beside its three axes: whose it is, with whom it is shared, to which cause it
-- belongs, whether it chatters, how far it has been escalated, which steps were done.

ALTER TABLE alert
  ADD COLUMN agency_id text,
  ADD COLUMN cause_group text,
  ADD COLUMN incident_id bigint,
  ADD COLUMN shared_with text[] NOT NULL DEFAULT '{}',
  ADD COLUMN flips jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN chattering boolean NOT NULL DEFAULT false,
  ADD COLUMN escalation smallint NOT NULL DEFAULT 0,
  ADD COLUMN shelf_asked jsonb,
  ADD COLUMN steps_done jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN alert.agency_id IS 'The agency that answers it: of the asset, else of the feed, when it began.';
COMMENT ON COLUMN alert.cause_group IS '<what>:<which>, such as basin:kon or feed:tram-mua: alerts of one group may have one cause.';
COMMENT ON COLUMN alert.flips IS 'Times (ms) of its last three returns and re-firings: three within a minute are chatter (ISA-18.2).';
COMMENT ON COLUMN alert.escalation IS 'The highest step of an escalation policy that was reached since it last rang.';
COMMENT ON COLUMN alert.shelf_asked IS '{"by","at","until","why"}: a shelf of P1 that waits for a second signature.';
COMMENT ON COLUMN alert.steps_done IS 'Numbers of the steps of the response that were ticked.';
CREATE INDEX alert_incident ON alert (incident_id) WHERE incident_id IS NOT NULL;

ALTER TABLE rule
  ADD COLUMN group_by text NOT NULL DEFAULT 'none' CHECK (group_by IN ('none', 'asset', 'basin', 'unit', 'feed', 'feeder'));
COMMENT ON COLUMN rule.group_by IS 'What its alerts are grouped by into incidents: one cause is answered once.';

ALTER TABLE auth."user" ADD COLUMN "agencyId" text;
COMMENT ON COLUMN auth."user"."agencyId" IS 'The agency that a person of the role agency speaks for.';
