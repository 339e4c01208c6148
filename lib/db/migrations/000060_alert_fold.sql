-- What the fold of an alert keeps beside its three axes, and when the clock must look at it again.

ALTER TABLE alert
  ADD COLUMN worst smallint NOT NULL CHECK (worst BETWEEN 1 AND 4),
  ADD COLUMN latched boolean NOT NULL,
  ADD COLUMN limit_value double precision,
  ADD COLUMN rung_seq integer NOT NULL,
  ADD COLUMN rung_at timestamptz NOT NULL,
  ADD COLUMN hidden_until timestamptz,
  ADD COLUMN hidden_by text,
  ADD COLUMN hidden_why text,
  ADD COLUMN due_at timestamptz,
  ADD CONSTRAINT alert_closed CHECK ((closed_at IS NULL) = (response <> 'done')),
  ADD CONSTRAINT alert_closed_returned CHECK (closed_at IS NULL OR process = 'returned');
COMMENT ON COLUMN alert.worst IS 'The most urgent priority of its life; priority is that of the level it stands at now.';
COMMENT ON COLUMN alert.rung_seq IS 'The newest event that asked for attention: an acknowledgement must have seen it.';
COMMENT ON COLUMN alert.due_at IS 'When the clock alone changes it (re-arm, time-outs, end of a shelf): lib/alert/timing.ts.';
COMMENT ON COLUMN alert.acked_by IS 'user:<id>; names are looked up when shown, never copied.';

CREATE INDEX alert_due ON alert (due_at) WHERE closed_at IS NULL;
CREATE INDEX alert_series_open ON alert (series_id) WHERE closed_at IS NULL;
CREATE INDEX alert_closed_at ON alert (closed_at DESC, id DESC) WHERE closed_at IS NOT NULL;

ALTER TABLE rule
  ADD COLUMN latched boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT rule_response CHECK (
    NOT enabled OR response ?& ARRAY['cause', 'consequence', 'action', 'minutes', 'owner']);
COMMENT ON COLUMN rule.latched IS 'Its alerts are closed with a note whatever their priority.';
