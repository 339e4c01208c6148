-- Who changed a rule or a limit, who agreed to it, and on which trial: nothing that has ever rung is forgotten.

CREATE TABLE change_proposal (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  noun          text NOT NULL CHECK (noun IN ('rule', 'threshold')),
  subject       text NOT NULL,
  state         text NOT NULL CHECK (state IN ('draft', 'proposed', 'approved', 'rejected', 'withdrawn')),
  content       jsonb NOT NULL,
  hash          text NOT NULL,
  base          jsonb,
  why           text NOT NULL DEFAULT '',
  restores      integer,
  trial         jsonb,
  proposed_by   text NOT NULL,
  proposed_at   timestamptz NOT NULL DEFAULT now(),
  decided_by    text,
  decided_at    timestamptz,
  decision      text,
  seq           integer NOT NULL DEFAULT 1,
  CHECK ((state IN ('approved', 'rejected')) = (decided_by IS NOT NULL)),
  CHECK (state <> 'approved' OR decided_by <> proposed_by)
);
COMMENT ON TABLE change_proposal IS 'A rule or a threshold set as somebody wants it; it holds once a second person has approved it.';
COMMENT ON COLUMN change_proposal.base IS 'What it was when the proposal was written; null: it did not exist.';
COMMENT ON COLUMN change_proposal.trial IS 'Summary of the trial of exactly this content that was shown to who approved it.';
CREATE INDEX change_proposal_subject ON change_proposal (noun, subject, id DESC);
CREATE INDEX change_proposal_waiting ON change_proposal (noun, proposed_at) WHERE state IN ('draft', 'proposed');

CREATE TABLE change_trial (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  noun          text NOT NULL,
  hash          text NOT NULL,
  at            timestamptz NOT NULL DEFAULT now(),
  by            text NOT NULL,
  summary       jsonb NOT NULL
);
COMMENT ON TABLE change_trial IS 'Trials on history that ran to their end; hash: of the content that was tried.';
CREATE INDEX change_trial_hash ON change_trial (hash, at DESC);

CREATE TABLE rule_version (
  rule_id       ident NOT NULL,
  version       integer NOT NULL,
  content       jsonb NOT NULL,
  at            timestamptz NOT NULL DEFAULT now(),
  proposed_by   text NOT NULL,
  approved_by   text,
  proposal_id   bigint,
  trial         jsonb,
  PRIMARY KEY (rule_id, version)
);
COMMENT ON TABLE rule_version IS 'Every version of a rule that was ever in force. approved_by null: written by set-up, not by people.';

CREATE TABLE threshold_version (
  subject       text NOT NULL,
  version       integer NOT NULL,
  content       jsonb NOT NULL,
  at            timestamptz NOT NULL DEFAULT now(),
  proposed_by   text NOT NULL,
  approved_by   text,
  proposal_id   bigint,
  trial         jsonb,
  PRIMARY KEY (subject, version)
);
COMMENT ON COLUMN threshold_version.subject IS '<asset id or "all">:<metric>:<first day>';

CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON rule_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON threshold_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();

INSERT INTO rule_version (rule_id, version, content, at, proposed_by)
SELECT id, version, jsonb_build_object('id', id, 'kind', kind, 'nameVi', name_vi, 'nameEn', name_en, 'params', params,
  'target', target, 'priority', priority, 'response', response, 'latched', latched, 'groupBy', group_by,
  'enabled', enabled, 'simulated', simulated), updated_at, 'job:setup' FROM rule;
