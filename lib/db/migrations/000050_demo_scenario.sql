-- What the demo province is playing, for every screen to say so.
CREATE TABLE demo_scenario (
  run           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  scenario      ident NOT NULL,
  started_at    timestamptz NOT NULL,
  speed         double precision NOT NULL CHECK (speed BETWEEN 1 AND 1000),
  started_by    text NOT NULL,
  ended_at      timestamptz,
  ended_by      text,
  CHECK (ended_at >= started_at),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX demo_scenario_one ON demo_scenario ((true)) WHERE ended_at IS NULL;
CREATE INDEX demo_scenario_started ON demo_scenario (started_at);

-- How far the demo devices have told their story, so that a restart fills only the gap.
CREATE TABLE demo_mark (
  name          ident PRIMARY KEY,
  at            timestamptz NOT NULL
);
