-- Who is told of an alert when nobody answers it: policies, the working calendar, and the tasks that follow.

CREATE TABLE calendar_day (
  day      date PRIMARY KEY,
  working  boolean NOT NULL,
  name_vi  text NOT NULL,
  name_en  text NOT NULL,
  source   text NOT NULL DEFAULT ''
);
COMMENT ON TABLE calendar_day IS 'What the government changes: swapped and added days off, working Saturdays. Public and lunar holidays are computed.';
COMMENT ON COLUMN calendar_day.working IS 'True: worked although it is a weekend or a holiday. False: off.';
COMMENT ON COLUMN calendar_day.source IS 'The notice that says so.';

CREATE TABLE escalation_policy (
  id         ident PRIMARY KEY,
  name_vi    text NOT NULL,
  name_en    text NOT NULL,
  match      jsonb NOT NULL,
  steps      jsonb NOT NULL,
  enabled    boolean NOT NULL DEFAULT true,
  version    integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE escalation_policy IS 'Shape: lib/escalation/model.ts. Every policy that matches an alert applies to it.';

INSERT INTO escalation_policy (id, name_vi, name_en, match, steps) VALUES
('p1', 'Khẩn cấp', 'Urgent', '{"priorities": [1], "simulated": false}', '[
  {"afterS": 0,   "whom": "on_duty",    "repeatEveryS": 300, "repeatTimes": 2, "calendar": "always"},
  {"afterS": 0,   "whom": "agency",     "calendar": "always"},
  {"afterS": 300, "whom": "shift_lead", "repeatEveryS": 300, "repeatTimes": 2, "calendar": "always"},
  {"afterS": 900, "whom": "leader",     "calendar": "always"}]'),
('p2', 'Cao', 'High', '{"priorities": [2], "simulated": false}', '[
  {"afterS": 0,    "whom": "on_duty",    "repeatEveryS": 900, "repeatTimes": 1, "calendar": "always"},
  {"afterS": 300,  "whom": "agency",     "calendar": "always"},
  {"afterS": 900,  "whom": "shift_lead", "calendar": "always"},
  {"afterS": 3600, "whom": "leader",     "calendar": "working"}]'),
('p3-p4', 'Trung bình, thấp', 'Medium, low', '{"priorities": [3, 4], "simulated": false}', '[
  {"afterS": 0,    "whom": "on_duty",    "calendar": "always"},
  {"afterS": 3600, "whom": "shift_lead", "calendar": "working"}]'),
('mo-phong', 'Mô phỏng, diễn tập', 'Simulated, exercise', '{"priorities": [1, 2], "simulated": true}', '[
  {"afterS": 0,   "whom": "on_duty",    "calendar": "always"},
  {"afterS": 900, "whom": "shift_lead", "calendar": "always"}]');

CREATE TABLE escalation_task (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id   bigint NOT NULL,
  since_seq  integer NOT NULL,
  policy_id  ident NOT NULL,
  step       smallint NOT NULL CHECK (step >= 1),
  repeat     smallint NOT NULL DEFAULT 0 CHECK (repeat >= 0),
  plan       jsonb NOT NULL,
  due_at     timestamptz NOT NULL,
  state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'cancelled')),
  reason     text,
  told       integer NOT NULL DEFAULT 0,
  made_at    timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  CONSTRAINT escalation_task_once UNIQUE (alert_id, since_seq, policy_id, step, repeat),
  CHECK ((state = 'waiting') = (settled_at IS NULL))
);
COMMENT ON TABLE escalation_task IS 'One step of one policy for one ring of an alert. Whoever changes one holds the lock of its alert.';
COMMENT ON COLUMN escalation_task.since_seq IS 'The event of the alert that began the escalation: a ring, or being shown again.';
COMMENT ON COLUMN escalation_task.plan IS 'The step of the policy as it was then.';
COMMENT ON COLUMN escalation_task.told IS 'To how many addresses a message went out.';
CREATE INDEX escalation_task_due ON escalation_task (due_at) WHERE state = 'waiting';
CREATE INDEX escalation_task_waiting ON escalation_task (alert_id) WHERE state = 'waiting';
