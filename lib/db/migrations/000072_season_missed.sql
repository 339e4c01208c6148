-- What is usual of a series by hour, and alarms that late data show to have been missed.

CREATE TABLE season_band (
  series_id     integer NOT NULL REFERENCES series ON DELETE CASCADE,
  shape         text NOT NULL,
  zone          text NOT NULL,
  low           double precision[] NOT NULL,
  mid           double precision[] NOT NULL,
  high          double precision[] NOT NULL,
  samples       integer[] NOT NULL,
  made_at       timestamptz NOT NULL,
  PRIMARY KEY (series_id, shape)
);
COMMENT ON TABLE season_band IS 'Made daily from rollup_1h for the series that a rule of deviation is aimed at; arrays by slot, null where a slot has no hour.';
COMMENT ON COLUMN season_band.shape IS '<slots>/<weeks>/<low %>/<high %>: lib/season/model.ts.';
COMMENT ON COLUMN season_band.samples IS 'Hours that each slot was made of.';

CREATE TABLE missed_alarm (
  rule_id       ident NOT NULL REFERENCES rule ON DELETE CASCADE,
  object        text NOT NULL,
  since         timestamptz NOT NULL,
  until         timestamptz NOT NULL,
  after_s       real NOT NULL,
  priority      smallint NOT NULL CHECK (priority BETWEEN 1 AND 4),
  level         text,
  value         double precision NOT NULL,
  limit_value   double precision,
  found_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rule_id, object, since),
  CHECK (until >= since)
);
COMMENT ON TABLE missed_alarm IS 'Readings that came too late to ring and lay beyond a limit while no alert stood: "đáng lẽ đã báo lúc …".';
COMMENT ON COLUMN missed_alarm.until IS 'The last reading that showed it.';
COMMENT ON COLUMN missed_alarm.after_s IS 'On-delay of the rule: it would have rung so long after since, had it lasted.';
CREATE INDEX missed_alarm_since ON missed_alarm (since);
