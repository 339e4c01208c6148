-- Who is on duty when. One duty room: shifts never overlap, so nobody can be in two at once.

CREATE TABLE shift_pattern (
  id ident PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text NOT NULL
);

CREATE TABLE shift_slot (
  pattern_id ident NOT NULL REFERENCES shift_pattern ON DELETE CASCADE,
  slot smallint NOT NULL CHECK (slot >= 0),
  name_vi text NOT NULL,
  name_en text NOT NULL,
  starts time NOT NULL,
  minutes integer NOT NULL CHECK (minutes BETWEEN 60 AND 1440),
  PRIMARY KEY (pattern_id, slot)
);
COMMENT ON TABLE shift_slot IS 'The shifts of a day by local time; one that passes midnight belongs to the day on which it begins.';

INSERT INTO shift_pattern (id, name_vi, name_en) VALUES
  ('3x8', '3 ca × 8 giờ', '3 shifts × 8 h'),
  ('2x12', '2 ca × 12 giờ', '2 shifts × 12 h');
INSERT INTO shift_slot (pattern_id, slot, name_vi, name_en, starts, minutes) VALUES
  ('3x8', 0, 'Ca sáng', 'Morning', '06:00', 480),
  ('3x8', 1, 'Ca chiều', 'Afternoon', '14:00', 480),
  ('3x8', 2, 'Ca đêm', 'Night', '22:00', 480),
  ('2x12', 0, 'Ca ngày', 'Day', '07:00', 720),
  ('2x12', 1, 'Ca đêm', 'Night', '19:00', 720);

CREATE TABLE shift (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day date NOT NULL,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  CHECK (ends_at > starts_at),
  CONSTRAINT shift_one_at_a_time EXCLUDE USING gist (tstzrange(starts_at, ends_at) WITH &&)
);
COMMENT ON COLUMN shift.day IS 'The local day on which it begins.';
CREATE INDEX shift_starts ON shift (starts_at);

CREATE TABLE shift_member (
  shift_id bigint NOT NULL REFERENCES shift ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES auth."user" (id),
  role text NOT NULL CHECK (role IN ('lead', 'duty')),
  PRIMARY KEY (shift_id, user_id)
);
CREATE UNIQUE INDEX shift_member_lead ON shift_member (shift_id) WHERE role = 'lead';
CREATE INDEX shift_member_user ON shift_member (user_id);

CREATE TABLE roster_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  kind text NOT NULL,
  crews jsonb NOT NULL,
  made bigint[] NOT NULL DEFAULT '{}',
  undoes bigint UNIQUE REFERENCES roster_change
);
COMMENT ON TABLE roster_change IS 'Append-only. crews: [{"shiftId","before":[{"userId","role"}],"after":[…]}]; made: shifts that it added.';
CREATE TRIGGER roster_change_append_only BEFORE UPDATE OR DELETE ON roster_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
