-- Made from the migrations by `npm run schema`; compared in the tests.
CREATE EXTENSION IF NOT EXISTS timescaledb WITH SCHEMA public;
CREATE SCHEMA auth;
CREATE DOMAIN public.ident AS text
	CONSTRAINT ident_check CHECK ((VALUE ~ '^[A-Za-z0-9_-]{1,64}$'::text));
CREATE FUNCTION public.local_zone() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT coalesce((SELECT value ->> 'timezone' FROM setting WHERE key = 'province'), 'Asia/Ho_Chi_Minh')
$$;
COMMENT ON FUNCTION public.local_zone() IS 'Days begin at midnight of this zone.';
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE FUNCTION public.refuse_change_of_history() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME;
END $$;
CREATE FUNCTION public.series_has_latest() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO latest (series_id) SELECT id FROM made ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION public.storage_room() RETURNS bigint
    LANGUAGE sql
    SET work_mem TO '64kB'
    SET max_parallel_workers_per_gather TO '0'
    AS $$ WITH t AS MATERIALIZED (SELECT repeat('x', 1000) || g AS x FROM generate_series(1, 2000) AS g)
        SELECT count(*) FROM (SELECT x FROM t ORDER BY x DESC) AS s $$;
COMMENT ON FUNCTION public.storage_room() IS 'Fails when the disk of the database is full, also while nobody stores anything.';
CREATE TABLE auth.account (
    id text NOT NULL,
    "accountId" text NOT NULL,
    "providerId" text NOT NULL,
    "userId" text NOT NULL,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamp with time zone,
    "refreshTokenExpiresAt" timestamp with time zone,
    scope text,
    password text,
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone NOT NULL,
    "setBy" text
);
COMMENT ON COLUMN auth.account."setBy" IS 'self: by the person whose it is; user:<id>: in a browser of that administrator; null: handed out by an administrator.';
CREATE TABLE auth.session (
    id text NOT NULL,
    "expiresAt" timestamp with time zone NOT NULL,
    token text NOT NULL,
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone NOT NULL,
    "ipAddress" text,
    "userAgent" text,
    "userId" text NOT NULL,
    "impersonatedBy" text
);
CREATE TABLE auth."user" (
    id text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    "emailVerified" boolean NOT NULL,
    image text,
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone DEFAULT now() NOT NULL,
    role text,
    banned boolean,
    "banReason" text,
    "banExpires" timestamp with time zone,
    "agencyId" text
);
COMMENT ON COLUMN auth."user"."agencyId" IS 'The agency that a person of the role agency speaks for.';
CREATE TABLE auth.verification (
    id text NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    "expiresAt" timestamp with time zone NOT NULL,
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.account_link (
    hash bytea NOT NULL,
    user_id text NOT NULL,
    purpose text NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT account_link_purpose_check CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
);
COMMENT ON TABLE public.account_link IS 'SHA-256 of the one link with which a person chooses a password; gone once used, a newer one takes its place.';
CREATE TABLE public.ack_link (
    hash bytea NOT NULL,
    notification_id text NOT NULL,
    user_id text NOT NULL,
    alert_ids bigint[] NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
COMMENT ON TABLE public.ack_link IS 'SHA-256 of one-time links in messages; opening one shows the alert, only a signed-in press of its button acknowledges.';
CREATE TABLE public.admin_unit (
    code text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    kind text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    parent_code text,
    area_km2 double precision,
    population integer,
    lon double precision,
    lat double precision,
    merged_from text[] DEFAULT '{}'::text[] NOT NULL,
    source text NOT NULL,
    CONSTRAINT admin_unit_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT admin_unit_kind_check CHECK ((kind = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text, 'ward'::text, 'special_zone'::text])))
);
COMMENT ON TABLE public.admin_unit IS 'Codes are re-used with other names and territories (1 July 2025): a unit is a code and a period.';
CREATE TABLE public.agency (
    id public.ident NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    valid_from date DEFAULT '2025-07-01'::date NOT NULL,
    valid_to date
);
CREATE TABLE public.alert (
    id bigint NOT NULL,
    rule_id public.ident NOT NULL,
    object text NOT NULL,
    series_id integer,
    asset_id integer,
    feed_id text,
    priority smallint NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    process text NOT NULL,
    response text NOT NULL,
    visibility text NOT NULL,
    occurrences integer NOT NULL,
    level text,
    value double precision,
    peak double precision,
    raised_at timestamp with time zone NOT NULL,
    returned_at timestamp with time zone,
    acked_at timestamp with time zone,
    acked_by text,
    closed_at timestamp with time zone,
    assignee text,
    seq integer NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    worst smallint NOT NULL,
    latched boolean NOT NULL,
    limit_value double precision,
    rung_seq integer NOT NULL,
    rung_at timestamp with time zone NOT NULL,
    hidden_until timestamp with time zone,
    hidden_by text,
    hidden_why text,
    due_at timestamp with time zone,
    agency_id text,
    cause_group text,
    incident_id bigint,
    shared_with text[] DEFAULT '{}'::text[] NOT NULL,
    flips jsonb DEFAULT '[]'::jsonb NOT NULL,
    chattering boolean DEFAULT false NOT NULL,
    escalation smallint DEFAULT 0 NOT NULL,
    shelf_asked jsonb,
    steps_done jsonb DEFAULT '[]'::jsonb NOT NULL,
    expected_at timestamp with time zone,
    CONSTRAINT alert_closed CHECK (((closed_at IS NULL) = (response <> 'done'::text))),
    CONSTRAINT alert_closed_returned CHECK (((closed_at IS NULL) OR (process = 'returned'::text))),
    CONSTRAINT alert_process_check CHECK ((process = ANY (ARRAY['pending'::text, 'active'::text, 'returned'::text, 'unknown'::text]))),
    CONSTRAINT alert_response_check CHECK ((response = ANY (ARRAY['unack'::text, 'ack'::text, 'in_progress'::text, 'done'::text]))),
    CONSTRAINT alert_visibility_check CHECK ((visibility = ANY (ARRAY['shown'::text, 'shelved'::text, 'suppressed'::text, 'maintenance'::text]))),
    CONSTRAINT alert_worst_check CHECK (((worst >= 1) AND (worst <= 4)))
);
COMMENT ON COLUMN public.alert.object IS 'Fingerprint within the rule: series:<id> | feed:<id> | asset:<id>.';
COMMENT ON COLUMN public.alert.acked_by IS 'user:<id>; names are looked up when shown, never copied.';
COMMENT ON COLUMN public.alert.worst IS 'The most urgent priority of its life; priority is that of the level it stands at now.';
COMMENT ON COLUMN public.alert.rung_seq IS 'The newest event that asked for attention: an acknowledgement must have seen it. 0: hidden before anybody heard it.';
COMMENT ON COLUMN public.alert.due_at IS 'When the clock alone changes it (re-arm, time-outs, end of a shelf): lib/alert/timing.ts.';
COMMENT ON COLUMN public.alert.agency_id IS 'The agency that answers it: of the asset, else of the feed, when it began.';
COMMENT ON COLUMN public.alert.cause_group IS '<what>:<which>, such as basin:kon or feed:tram-mua: alerts of one group may have one cause.';
COMMENT ON COLUMN public.alert.flips IS 'Times (ms) of its last three returns and re-firings: three within a minute are chatter (ISA-18.2).';
COMMENT ON COLUMN public.alert.escalation IS 'The highest step of an escalation policy that was reached since it last rang.';
COMMENT ON COLUMN public.alert.shelf_asked IS '{"by","at","until","why"}: a shelf of P1 that waits for a second signature.';
COMMENT ON COLUMN public.alert.steps_done IS 'Numbers of the steps of the response that were ticked.';
COMMENT ON COLUMN public.alert.expected_at IS 'When the forecast crosses the limit; null for alerts about what is so already.';
CREATE TABLE public.alert_event (
    alert_id bigint NOT NULL,
    seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    type text NOT NULL,
    actor text NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL
);
COMMENT ON TABLE public.alert_event IS 'Append-only. at: event time; actor: user:<id>, rule:<id> or job:<name>.';
ALTER TABLE public.alert ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.annunciation (
    at timestamp with time zone DEFAULT now() NOT NULL,
    alert_id bigint NOT NULL,
    priority smallint NOT NULL,
    simulated boolean NOT NULL
);
COMMENT ON TABLE public.annunciation IS 'Each alarm that was put before people: begun, fired again, risen or come out of hiding. By the clock of writing, not of the data.';
CREATE TABLE public.asset (
    id integer NOT NULL,
    key public.ident NOT NULL,
    kind text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    lon double precision,
    lat double precision,
    basin text,
    unit_code text,
    agency_id public.ident,
    feed_id public.ident,
    status text DEFAULT 'confirmed'::text NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    valid_from date DEFAULT CURRENT_DATE NOT NULL,
    valid_to date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT asset_lat_check CHECK (((lat >= ('-90'::integer)::double precision) AND (lat <= (90)::double precision))),
    CONSTRAINT asset_lon_check CHECK (((lon >= ('-180'::integer)::double precision) AND (lon <= (180)::double precision))),
    CONSTRAINT asset_status_check CHECK ((status = ANY (ARRAY['confirmed'::text, 'unconfirmed'::text, 'testing'::text, 'retired'::text])))
);
COMMENT ON COLUMN public.asset.status IS 'unconfirmed: made by an unknown device, waits for review (chưa xác nhận); testing: looked at by engineers, stored, not for the province (đang thử).';
ALTER TABLE public.asset ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.asset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.asset_name (
    feed_id public.ident NOT NULL,
    asset_id integer NOT NULL,
    name text NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT asset_name_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    object text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL
);
ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.backup (
    id text NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    bytes bigint NOT NULL,
    readings bigint NOT NULL,
    verified boolean,
    verified_at timestamp with time zone,
    verdict text
);
COMMENT ON TABLE public.backup IS 'Base backups that lie in the store: a copy of what the store says, for the page and the alarm.';
COMMENT ON COLUMN public.backup.verified IS 'Whether a trial restore found every row; null: not tried yet.';
CREATE TABLE public.backup_watch (
    one boolean DEFAULT true NOT NULL,
    place text,
    looked_at timestamp with time zone NOT NULL,
    wal_at timestamp with time zone,
    window_from timestamp with time zone,
    waiting_files integer DEFAULT 0 NOT NULL,
    waiting_bytes bigint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone,
    problem text,
    CONSTRAINT backup_watch_one_check CHECK (one)
);
COMMENT ON TABLE public.backup_watch IS 'How backups stand, noted by the process that makes them. place: where they go, null: nowhere.';
CREATE TABLE public.calendar_day (
    day date NOT NULL,
    working boolean NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    source text DEFAULT ''::text NOT NULL
);
COMMENT ON TABLE public.calendar_day IS 'What the government changes: swapped and added days off, working Saturdays. Public and lunar holidays are computed.';
COMMENT ON COLUMN public.calendar_day.working IS 'True: worked although it is a weekend or a holiday. False: off.';
COMMENT ON COLUMN public.calendar_day.source IS 'The notice that says so.';
CREATE TABLE public.cap_message (
    identifier text NOT NULL,
    warning_id bigint NOT NULL,
    sender text NOT NULL,
    sent text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    type text NOT NULL,
    headline text NOT NULL,
    area_desc text NOT NULL,
    xml text NOT NULL
);
COMMENT ON TABLE public.cap_message IS 'What was sent, byte for byte. sent: as written in the message, with the place''s offset.';
CREATE TABLE public.change_proposal (
    id bigint NOT NULL,
    noun text NOT NULL,
    subject text NOT NULL,
    state text NOT NULL,
    content jsonb NOT NULL,
    hash text NOT NULL,
    base jsonb,
    why text DEFAULT ''::text NOT NULL,
    restores integer,
    trial jsonb,
    proposed_by text NOT NULL,
    proposed_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    decision text,
    seq integer DEFAULT 1 NOT NULL,
    CONSTRAINT change_proposal_check CHECK (((state = ANY (ARRAY['approved'::text, 'rejected'::text])) = (decided_by IS NOT NULL))),
    CONSTRAINT change_proposal_check1 CHECK (((state <> 'approved'::text) OR (decided_by <> proposed_by))),
    CONSTRAINT change_proposal_noun_check CHECK ((noun = ANY (ARRAY['rule'::text, 'threshold'::text]))),
    CONSTRAINT change_proposal_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text])))
);
COMMENT ON TABLE public.change_proposal IS 'A rule or a threshold set as somebody wants it; it holds once a second person has approved it.';
COMMENT ON COLUMN public.change_proposal.base IS 'What it was when the proposal was written; null: it did not exist.';
COMMENT ON COLUMN public.change_proposal.trial IS 'Summary of the trial of exactly this content that was shown to who approved it.';
ALTER TABLE public.change_proposal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.change_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.change_trial (
    id bigint NOT NULL,
    noun text NOT NULL,
    hash text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    by text NOT NULL,
    summary jsonb NOT NULL
);
COMMENT ON TABLE public.change_trial IS 'Trials on history that ran to their end; hash: of the content that was tried.';
ALTER TABLE public.change_trial ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.change_trial_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.demo_mark (
    name public.ident NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.demo_scenario (
    run integer NOT NULL,
    scenario public.ident NOT NULL,
    started_at timestamp with time zone NOT NULL,
    speed double precision NOT NULL,
    started_by text NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT demo_scenario_check CHECK ((ended_at >= started_at)),
    CONSTRAINT demo_scenario_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT demo_scenario_speed_check CHECK (((speed >= (1)::double precision) AND (speed <= (1000)::double precision)))
);
ALTER TABLE public.demo_scenario ALTER COLUMN run ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.demo_scenario_run_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.device_account (
    name public.ident NOT NULL,
    hash text NOT NULL,
    write text[] NOT NULL,
    read text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON COLUMN public.device_account.hash IS 'PBKDF2 with SHA-512 as $7$<rounds>$<salt>$<key>; the password is shown once and not kept.';
COMMENT ON COLUMN public.device_account.write IS 'MQTT topic filters that it may publish to.';
COMMENT ON COLUMN public.device_account.read IS 'MQTT topic filters of its own commands: the only ones that it may subscribe to.';
CREATE TABLE public.device_command (
    id bigint NOT NULL,
    account public.ident NOT NULL,
    topic text NOT NULL,
    payload bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    acked_at timestamp with time zone,
    CONSTRAINT device_command_payload_check CHECK ((length(payload) <= 65536)),
    CONSTRAINT device_command_topic_check CHECK ((((length(topic) >= 1) AND (length(topic) <= 1000)) AND (topic !~ '[+#]'::text)))
);
COMMENT ON COLUMN public.device_command.expires_at IS 'A command that came too late is never given: a siren of yesterday.';
ALTER TABLE public.device_command ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.device_command_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.device_retained (
    topic text NOT NULL,
    account public.ident NOT NULL,
    payload bytea NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT device_retained_topic_check CHECK (((length(topic) >= 1) AND (length(topic) <= 65535)))
);
COMMENT ON COLUMN public.device_retained.payload IS 'The first 64 kB.';
CREATE TABLE public.device_session (
    account public.ident NOT NULL,
    client_id text NOT NULL,
    online boolean NOT NULL,
    ending text,
    since timestamp with time zone DEFAULT now() NOT NULL,
    holder text NOT NULL,
    serial bigint NOT NULL,
    address text NOT NULL,
    transport text NOT NULL,
    version smallint NOT NULL,
    expiry_s double precision NOT NULL,
    filters text[] DEFAULT '{}'::text[] NOT NULL,
    will jsonb,
    CONSTRAINT device_session_client_id_check CHECK (((length(client_id) >= 1) AND (length(client_id) <= 256))),
    CONSTRAINT device_session_ending_check CHECK ((ending = ANY (ARRAY['bye'::text, 'lost'::text, 'silent'::text, 'fault'::text, 'taken_over'::text, 'put_out'::text, 'stopped'::text]))),
    CONSTRAINT device_session_transport_check CHECK ((transport = ANY (ARRAY['tcp'::text, 'tls'::text, 'ws'::text, 'wss'::text])))
);
COMMENT ON TABLE public.device_session IS 'Sessions belong to accounts: the same client id of another account is another session.';
COMMENT ON COLUMN public.device_session.ending IS 'How the last connection ended; null while it lasts.';
COMMENT ON COLUMN public.device_session.holder IS 'The process that has the connection; serial tells its connections apart.';
COMMENT ON COLUMN public.device_session.expiry_s IS 'Seconds that the session outlives its connection; 0: it ends with it.';
COMMENT ON COLUMN public.device_session.will IS '{"topic","payload" (base64),"qos","retain"}: told when the connection is lost.';
CREATE TABLE public.duty_order (
    id bigint NOT NULL,
    alert_id bigint,
    alert_seq integer,
    text text NOT NULL,
    addressee text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    given_by text NOT NULL,
    due_at timestamp with time zone,
    state text DEFAULT 'given'::text NOT NULL,
    acknowledged_at timestamp with time zone,
    acknowledged_by text,
    answered_at timestamp with time zone,
    answered_by text,
    answer text,
    CONSTRAINT duty_order_addressee_check CHECK (((addressee = 'room'::text) OR (addressee ~ '^(user|agency):.'::text))),
    CONSTRAINT duty_order_check CHECK (((alert_id IS NULL) = (alert_seq IS NULL))),
    CONSTRAINT duty_order_check1 CHECK (((state = ANY (ARRAY['done'::text, 'refused'::text])) = (answered_at IS NOT NULL))),
    CONSTRAINT duty_order_state_check CHECK ((state = ANY (ARRAY['given'::text, 'acknowledged'::text, 'done'::text, 'refused'::text])))
);
COMMENT ON COLUMN public.duty_order.alert_seq IS 'The event of the alert by which it was given; both null: it is about no alert.';
CREATE TABLE public.duty_order_event (
    order_id bigint NOT NULL,
    seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    type text NOT NULL,
    actor text NOT NULL,
    text text
);
ALTER TABLE public.duty_order ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.duty_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.escalation_policy (
    id public.ident NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    match jsonb NOT NULL,
    steps jsonb NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE public.escalation_policy IS 'Shape: lib/escalation/model.ts. Every policy that matches an alert applies to it.';
CREATE TABLE public.escalation_task (
    id bigint NOT NULL,
    alert_id bigint NOT NULL,
    since_seq integer NOT NULL,
    policy_id public.ident NOT NULL,
    step smallint NOT NULL,
    repeat smallint DEFAULT 0 NOT NULL,
    plan jsonb NOT NULL,
    due_at timestamp with time zone NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    reason text,
    told integer DEFAULT 0 NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT escalation_task_check CHECK (((state = 'waiting'::text) = (settled_at IS NULL))),
    CONSTRAINT escalation_task_repeat_check CHECK ((repeat >= 0)),
    CONSTRAINT escalation_task_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT escalation_task_step_check CHECK ((step >= 1))
);
COMMENT ON TABLE public.escalation_task IS 'One step of one policy for one ring of an alert. Whoever changes one holds the lock of its alert.';
COMMENT ON COLUMN public.escalation_task.since_seq IS 'The event of the alert that began the escalation: a ring, or being shown again.';
COMMENT ON COLUMN public.escalation_task.plan IS 'The step of the policy as it was then.';
COMMENT ON COLUMN public.escalation_task.told IS 'To how many addresses a message went out.';
ALTER TABLE public.escalation_task ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.escalation_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.feed (
    id public.ident NOT NULL,
    kind text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    agency_id public.ident,
    config jsonb DEFAULT '{}'::jsonb NOT NULL,
    period_s integer DEFAULT 60 NOT NULL,
    unknown_asset text DEFAULT 'refuse'::text NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    token_hash bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT feed_period_s_check CHECK ((period_s > 0)),
    CONSTRAINT feed_unknown_asset_check CHECK ((unknown_asset = ANY (ARRAY['create'::text, 'refuse'::text])))
);
COMMENT ON COLUMN public.feed.token_hash IS 'SHA-256 of the bearer token for HTTP push; the token itself is shown once and not kept.';
CREATE TABLE public.feed_door (
    feed_id public.ident NOT NULL,
    holder text NOT NULL,
    url text NOT NULL,
    token text NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON COLUMN public.feed_door.token IS 'Made by each process at its start: who may read this table may hand over to it.';
CREATE TABLE public.feed_error (
    at timestamp with time zone DEFAULT now() NOT NULL,
    feed_id public.ident NOT NULL,
    reason text NOT NULL,
    detail text,
    origin text,
    payload bytea
);
COMMENT ON COLUMN public.feed_error.payload IS 'The first 2,048 bytes as received.';
CREATE TABLE public.feed_error_count (
    feed_id public.ident NOT NULL,
    reason text NOT NULL,
    day date NOT NULL,
    count bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.feed_lease (
    feed_id public.ident NOT NULL,
    epoch bigint NOT NULL,
    member integer NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE public.feed_lease IS 'The newest right to write for each feed. A writer compares its epoch inside its transaction: one that slept while another took over does not write.';
CREATE TABLE public.feed_session (
    feed_id public.ident NOT NULL,
    broker text NOT NULL,
    client_id text NOT NULL,
    filters text[] NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE public.feed_session IS 'Persistent MQTT sessions: the filters subscribed at the broker. A session that the broker no longer knows may have lost messages.';
CREATE TABLE public.feed_status (
    feed_id public.ident NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    detail text,
    holder text,
    watermark jsonb,
    received bigint DEFAULT 0 NOT NULL,
    stored bigint DEFAULT 0 NOT NULL,
    duplicates bigint DEFAULT 0 NOT NULL,
    corrected bigint DEFAULT 0 NOT NULL,
    graded bigint DEFAULT 0 NOT NULL,
    refused bigint DEFAULT 0 NOT NULL,
    last_event_at timestamp with time zone,
    last_stored_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT feed_status_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'connecting'::text, 'live'::text, 'retrying'::text, 'failed'::text, 'off'::text])))
)
WITH (fillfactor='50');
CREATE TABLE public.flood (
    id bigint NOT NULL,
    simulated boolean NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    peak_rate integer NOT NULL,
    rate integer NOT NULL,
    alarms integer NOT NULL,
    started_by text NOT NULL,
    CONSTRAINT flood_check CHECK ((ended_at >= started_at))
);
COMMENT ON COLUMN public.flood.rate IS 'New alarms in the last ten minutes, when it was looked at last.';
ALTER TABLE public.flood ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.flood_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.flood_report (
    flood_id bigint NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    report jsonb NOT NULL
);
CREATE TABLE public.forecast (
    series_id integer NOT NULL,
    source public.ident NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    valid_at timestamp with time zone NOT NULL,
    value double precision NOT NULL,
    low double precision,
    high double precision,
    model text NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    arrived timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT forecast_check CHECK ((valid_at >= issued_at)),
    CONSTRAINT forecast_check1 CHECK ((low <= high))
);
COMMENT ON COLUMN public.forecast.source IS 'The feed that brought it, or the calculation: ngoai-suy for extrapolated trends.';
COMMENT ON COLUMN public.forecast.model IS 'What made it, as a screen says it.';
CREATE TABLE public.guess_notice (
    subject text NOT NULL,
    told_at timestamp with time zone NOT NULL
);
COMMENT ON TABLE public.guess_notice IS 'When administrators were last told that somebody guesses at an account or from an address.';
CREATE TABLE public.handover (
    id bigint NOT NULL,
    shift_id bigint NOT NULL,
    replaces bigint,
    prepared_at timestamp with time zone NOT NULL,
    prepared_by text NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    taken_by text NOT NULL,
    content text NOT NULL,
    hash text NOT NULL
);
COMMENT ON COLUMN public.handover.prepared_by IS 'Who hands over and wrote the note; taken_by: who had the system take this snapshot.';
COMMENT ON COLUMN public.handover.content IS 'Canonical JSON, to the byte what hash (SHA-256) was made of.';
CREATE TABLE public.handover_check (
    handover_id bigint NOT NULL,
    alert_id bigint NOT NULL,
    rung_seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL
);
COMMENT ON TABLE public.handover_check IS 'An urgent alert that the incoming lead read back, as it had rung by then.';
ALTER TABLE public.handover ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.handover_signature (
    handover_id bigint NOT NULL,
    shift_id bigint NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    signed_by text NOT NULL,
    content text NOT NULL,
    hash text NOT NULL
);
COMMENT ON COLUMN public.handover_signature.content IS 'Canonical JSON with the hash of the hand-over and of the signature before this one.';
CREATE TABLE public.incident (
    id bigint NOT NULL,
    group_key text,
    simulated boolean NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    gathers boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_by text NOT NULL,
    merged_into bigint,
    closed_at timestamp with time zone,
    closed_by text,
    closing_note text,
    CONSTRAINT incident_check CHECK (((NOT gathers) OR (group_key IS NOT NULL))),
    CONSTRAINT incident_check1 CHECK (((NOT gathers) OR (closed_at IS NULL) OR (merged_into IS NOT NULL))),
    CONSTRAINT incident_check2 CHECK (((closed_at IS NULL) = (closed_by IS NULL)))
);
COMMENT ON COLUMN public.incident.group_key IS 'The cause group (alert.cause_group) that it gathers; null: opened by hand.';
COMMENT ON COLUMN public.incident.gathers IS 'Whether alerts of its group still join it. One that was merged sends them on to where it went.';
CREATE TABLE public.incident_event (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    type text NOT NULL,
    actor text NOT NULL,
    alert_id bigint,
    data jsonb DEFAULT '{}'::jsonb NOT NULL
);
COMMENT ON TABLE public.incident_event IS 'Append-only: opened, attached, detached, renamed, merged, closed. Of alert_id where it is about one.';
ALTER TABLE public.incident_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.incident_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.incident ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.incident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ingest_process (
    member integer NOT NULL,
    name text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    beat_at timestamp with time zone DEFAULT now() NOT NULL,
    deaf_reason text,
    deaf_ms integer DEFAULT 0 NOT NULL,
    waiting integer DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');
COMMENT ON TABLE public.ingest_process IS 'Ingest processes that are thought to live. Each beats once a second through the session that holds its leases; whoever stays silent is taken out by the others and must join anew.';
COMMENT ON COLUMN public.ingest_process.name IS 'feed_status.holder; its connections are named "hai-dang " and this.';
COMMENT ON COLUMN public.ingest_process.deaf_reason IS 'Why nothing is stored though the process lives; null while it stores.';
COMMENT ON COLUMN public.ingest_process.deaf_ms IS 'For how long, at the last beat.';
COMMENT ON COLUMN public.ingest_process.waiting IS 'Messages received and not settled.';
CREATE TABLE public.inhibition (
    id public.ident NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    source jsonb NOT NULL,
    target jsonb NOT NULL,
    same text NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT inhibition_same_check CHECK ((same = ANY (ARRAY['feed'::text, 'asset'::text, 'unit'::text, 'basin'::text, 'feeder'::text])))
);
COMMENT ON TABLE public.inhibition IS 'While a source stands, its targets are symptoms: recorded and counted, not rung.';
COMMENT ON COLUMN public.inhibition.source IS '{"rule"?: id, "kind"?: rule kind, "metrics"?: [ids], "over"?: "feed" | "series"}: all that is given must fit.';
CREATE TABLE public.kiosk (
    id integer NOT NULL,
    name text NOT NULL,
    wall_id public.ident NOT NULL,
    hash bytea NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT kiosk_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);
COMMENT ON COLUMN public.kiosk.hash IS 'SHA-256 of a 256-bit random link; the link itself is shown once and not kept.';
ALTER TABLE public.kiosk ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.kiosk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.known_device (
    hash bytea NOT NULL,
    user_id text NOT NULL,
    first_at timestamp with time zone DEFAULT now() NOT NULL,
    last_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE public.known_device IS 'Browsers, by SHA-256 of the random cookie that they hold, in which a person signed in with the right password.';
CREATE TABLE public.latest (
    series_id integer NOT NULL,
    "time" timestamp with time zone,
    arrived timestamp with time zone,
    value double precision,
    quality smallint
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.5');
COMMENT ON TABLE public.latest IS 'One row a series, made with it; half-empty pages keep its updates HOT.';
CREATE TABLE public.latest_position (
    asset_id integer NOT NULL,
    "time" timestamp with time zone NOT NULL,
    arrived timestamp with time zone NOT NULL,
    lon double precision NOT NULL,
    lat double precision NOT NULL,
    speed real,
    course real,
    quality smallint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.maintenance (
    id bigint NOT NULL,
    work_order text NOT NULL,
    target jsonb NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    why text NOT NULL,
    state text DEFAULT 'proposed'::text NOT NULL,
    agency_id text,
    proposed_by text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT maintenance_check CHECK ((until_at > from_at)),
    CONSTRAINT maintenance_check1 CHECK ((decided_by <> proposed_by)),
    CONSTRAINT maintenance_check2 CHECK (((state <> ALL (ARRAY['approved'::text, 'running'::text, 'ended'::text, 'refused'::text])) OR (decided_by IS NOT NULL))),
    CONSTRAINT maintenance_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'refused'::text, 'approved'::text, 'running'::text, 'ended'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN public.maintenance.target IS '{"assets": [keys]} | {"feeds": [ids]} | {"rules": [ids]} | {"unit": code}';
COMMENT ON COLUMN public.maintenance.decided_by IS 'Another person than the one who proposed it.';
ALTER TABLE public.maintenance ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.maintenance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.metric (
    id public.ident NOT NULL,
    domain text NOT NULL,
    unit text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    valid_min double precision,
    valid_max double precision,
    period_s integer NOT NULL,
    decimals smallint NOT NULL,
    aggregate text DEFAULT 'mean'::text NOT NULL,
    CONSTRAINT metric_aggregate_check CHECK ((aggregate = ANY (ARRAY['mean'::text, 'sum'::text, 'last'::text, 'max'::text, 'circular'::text])))
);
COMMENT ON TABLE public.metric IS 'Mirror of lib/metric, for SQL readers; written at start.';
CREATE TABLE public.migration (
    id text NOT NULL,
    sum text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.missed_alarm (
    rule_id public.ident NOT NULL,
    object text NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    after_s real NOT NULL,
    priority smallint NOT NULL,
    level text,
    value double precision NOT NULL,
    limit_value double precision,
    found_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT missed_alarm_check CHECK ((until >= since)),
    CONSTRAINT missed_alarm_priority_check CHECK (((priority >= 1) AND (priority <= 4)))
);
COMMENT ON TABLE public.missed_alarm IS 'Readings that came too late to ring and lay beyond a limit while no alert stood: "đáng lẽ đã báo lúc …".';
COMMENT ON COLUMN public.missed_alarm.until IS 'The last reading that showed it.';
COMMENT ON COLUMN public.missed_alarm.after_s IS 'On-delay of the rule: it would have rung so long after since, had it lasted.';
CREATE TABLE public.notification (
    id text NOT NULL,
    kind text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone NOT NULL,
    alert_id bigint,
    alert_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    policy_id text,
    step smallint,
    repeat smallint,
    channel_id public.ident NOT NULL,
    contact_id integer,
    user_id text,
    address text NOT NULL,
    priority smallint NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    message jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    reason text,
    attempts smallint DEFAULT 0 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    leased_until timestamp with time zone,
    give_up_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT notification_check CHECK (((state = ANY (ARRAY['waiting'::text, 'held'::text])) = (settled_at IS NULL))),
    CONSTRAINT notification_kind_check CHECK ((kind = ANY (ARRAY['alert'::text, 'digest'::text, 'test'::text, 'verify'::text, 'security'::text]))),
    CONSTRAINT notification_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'held'::text, 'sent'::text, 'failed'::text, 'cancelled'::text])))
);
COMMENT ON COLUMN public.notification.id IS 'Stable: made from what it tells, to whom and by what. Goes out with each attempt, so that a receiver can drop doubles.';
COMMENT ON COLUMN public.notification.due_at IS 'When it should have been told: delivery time is counted from here.';
COMMENT ON COLUMN public.notification.message IS 'lib/notify/message.ts: what is told, in the reader''s language; links and codes are made as it goes out.';
COMMENT ON COLUMN public.notification.leased_until IS 'Somebody is sending it; after this, whoever comes sends it again.';
CREATE TABLE public.notification_attempt (
    notification_id text NOT NULL,
    n smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome text NOT NULL,
    code text,
    ms integer NOT NULL,
    excerpt text,
    CONSTRAINT notification_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'failed'::text, 'refused'::text])))
);
COMMENT ON COLUMN public.notification_attempt.outcome IS 'failed: worth another attempt; refused: it never will work.';
CREATE TABLE public.notify_channel (
    id public.ident NOT NULL,
    kind text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    config jsonb DEFAULT '{}'::jsonb NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    tried_at timestamp with time zone,
    worked_at timestamp with time zone,
    failed_at timestamp with time zone,
    last_error text,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON COLUMN public.notify_channel.config IS 'Of the kind''s own schema. Secrets stand in the environment; here are only their names.';
COMMENT ON COLUMN public.notify_channel.failures IS 'Attempts that failed since one worked.';
CREATE TABLE public.notify_contact (
    id integer NOT NULL,
    user_id text NOT NULL,
    channel_id public.ident NOT NULL,
    address text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    min_priority smallint DEFAULT 4 NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    verified_at timestamp with time zone,
    code_hash bytea,
    code_until timestamp with time zone,
    code_tries smallint DEFAULT 0 NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notify_contact_address_check CHECK (((length(address) >= 1) AND (length(address) <= 4000))),
    CONSTRAINT notify_contact_min_priority_check CHECK (((min_priority >= 1) AND (min_priority <= 4)))
);
COMMENT ON COLUMN public.notify_contact.min_priority IS 'The least urgent priority that is sent here.';
COMMENT ON COLUMN public.notify_contact.verified_at IS 'Whoever wants alerts at an address shows that it is theirs: a code is sent there.';
ALTER TABLE public.notify_contact ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.notify_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notify_kind (
    id public.ident NOT NULL,
    title_vi text NOT NULL,
    title_en text NOT NULL,
    about jsonb NOT NULL,
    form json NOT NULL,
    address jsonb,
    reach text NOT NULL,
    verify boolean NOT NULL,
    example json NOT NULL,
    CONSTRAINT notify_kind_reach_check CHECK ((reach = ANY (ARRAY['person'::text, 'room'::text])))
);
COMMENT ON TABLE public.notify_kind IS 'What ingest can send by, written by it at its start from ingest/notify: the pages draw their forms from it.';
COMMENT ON COLUMN public.notify_kind.form IS 'JSON Schema of a channel''s config.';
COMMENT ON COLUMN public.notify_kind.address IS '{"vi","en","hintVi","hintEn","pattern","type"}: what a person types; null where nobody types it.';
CREATE TABLE public.notify_person (
    user_id text NOT NULL,
    language text DEFAULT 'vi'::text NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notify_person_check CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
    CONSTRAINT notify_person_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text])))
);
COMMENT ON TABLE public.notify_person IS 'Quiet hours are local; P1 passes them, the rest is told in one message when they end.';
CREATE TABLE public."position" (
    asset_id integer NOT NULL,
    "time" timestamp with time zone NOT NULL,
    arrived timestamp with time zone DEFAULT now() NOT NULL,
    lon double precision NOT NULL,
    lat double precision NOT NULL,
    speed real,
    course real,
    quality smallint DEFAULT 0 NOT NULL
);
COMMENT ON COLUMN public."position".speed IS 'km/h';
COMMENT ON COLUMN public."position".course IS 'degrees clockwise from true north';
CREATE TABLE public.preference (
    user_id text NOT NULL,
    key text NOT NULL,
    value jsonb NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT preference_key_check CHECK ((length(key) <= 60)),
    CONSTRAINT preference_value_check CHECK ((length((value)::text) <= 20000))
);
COMMENT ON TABLE public.preference IS 'How a person likes their desk: follows them to every machine. Keys: lib/preference/model.ts.';
CREATE VIEW public.province_asset AS
 SELECT id,
    key,
    kind,
    name_vi,
    name_en,
    lon,
    lat,
    basin,
    unit_code,
    agency_id,
    feed_id,
    attributes
   FROM public.asset
  WHERE (status = 'confirmed'::text);
CREATE TABLE public.series (
    id integer NOT NULL,
    asset_id integer NOT NULL,
    metric_id public.ident NOT NULL,
    feed_id public.ident NOT NULL,
    period_s integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT series_period_s_check CHECK ((period_s > 0))
);
CREATE VIEW public.province_series AS
 SELECT s.id,
    s.asset_id,
    s.metric_id,
    s.feed_id,
    s.period_s
   FROM (public.series s
     JOIN public.asset a ON ((a.id = s.asset_id)))
  WHERE (a.status = 'confirmed'::text);
CREATE TABLE public.reading (
    series_id integer NOT NULL,
    "time" timestamp with time zone NOT NULL,
    arrived timestamp with time zone DEFAULT now() NOT NULL,
    value double precision NOT NULL,
    quality smallint DEFAULT 0 NOT NULL
);
COMMENT ON COLUMN public.reading."time" IS 'Event time, as the device says.';
COMMENT ON COLUMN public.reading.quality IS 'Bit set, 0 = good: see lib/reading/quality.ts.';
CREATE TABLE public.reading_correction (
    corrected_at timestamp with time zone DEFAULT now() NOT NULL,
    series_id integer NOT NULL,
    "time" timestamp with time zone NOT NULL,
    arrived timestamp with time zone NOT NULL,
    value double precision NOT NULL,
    quality smallint NOT NULL
);
COMMENT ON TABLE public.reading_correction IS 'What stood in reading before a sender corrected it: nothing acknowledged is lost.';
CREATE TABLE public.record (
    feed_id public.ident NOT NULL,
    type public.ident NOT NULL,
    key text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    arrived timestamp with time zone DEFAULT now() NOT NULL,
    state text NOT NULL,
    severity smallint DEFAULT 0 NOT NULL,
    outcome text,
    agency_id text,
    unit_code text,
    lon double precision,
    lat double precision,
    opened_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    closed_at timestamp with time zone,
    title text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT record_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);
COMMENT ON COLUMN public.record.changed_at IS 'When the source changed it; orders the versions.';
COMMENT ON COLUMN public.record.severity IS '0 information … 4 critical';
COMMENT ON COLUMN public.record.outcome IS 'on_time | late for finished work with a due date';
CREATE TABLE public.record_count (
    type text NOT NULL,
    state text NOT NULL,
    severity smallint NOT NULL,
    outcome text DEFAULT ''::text NOT NULL,
    agency_id text DEFAULT ''::text NOT NULL,
    day date NOT NULL,
    count integer NOT NULL,
    feed_id public.ident NOT NULL
)
WITH (fillfactor='50');
COMMENT ON COLUMN public.record_count.day IS 'Local date on which the record was opened.';
CREATE TABLE public.record_version (
    feed_id public.ident NOT NULL,
    type public.ident NOT NULL,
    key text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    arrived timestamp with time zone NOT NULL,
    state text NOT NULL,
    severity smallint NOT NULL,
    outcome text,
    agency_id text,
    unit_code text,
    lon double precision,
    lat double precision,
    opened_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    closed_at timestamp with time zone,
    title text,
    attributes jsonb NOT NULL
);
COMMENT ON COLUMN public.record_version.changed_at IS 'When the source changed it; orders the versions.';
COMMENT ON COLUMN public.record_version.severity IS '0 information … 4 critical';
COMMENT ON COLUMN public.record_version.outcome IS 'on_time | late for finished work with a due date';
CREATE TABLE public.retention (
    kind public.ident NOT NULL,
    keep interval NOT NULL,
    CONSTRAINT retention_keep_check CHECK ((keep >= '1 day'::interval))
);
COMMENT ON TABLE public.retention IS 'position: vessel history is to be kept ≥ 36 months (NĐ 41/2026/NĐ-CP).';
CREATE TABLE public.rollup_1d (
    series_id integer NOT NULL,
    bucket timestamp with time zone NOT NULL,
    count integer NOT NULL,
    sum double precision NOT NULL,
    min double precision NOT NULL,
    max double precision NOT NULL,
    first double precision NOT NULL,
    last double precision NOT NULL,
    sin double precision,
    cos double precision
);
COMMENT ON TABLE public.rollup_1d IS 'Days by local midnight (setting province.timezone).';
CREATE TABLE public.rollup_1h (
    series_id integer NOT NULL,
    bucket timestamp with time zone NOT NULL,
    count integer NOT NULL,
    sum double precision NOT NULL,
    min double precision NOT NULL,
    max double precision NOT NULL,
    first double precision NOT NULL,
    last double precision NOT NULL,
    sin double precision,
    cos double precision
);
CREATE TABLE public.rollup_1m (
    series_id integer NOT NULL,
    bucket timestamp with time zone NOT NULL,
    count integer NOT NULL,
    sum double precision NOT NULL,
    min double precision NOT NULL,
    max double precision NOT NULL,
    first double precision NOT NULL,
    last double precision NOT NULL,
    sin double precision,
    cos double precision
);
COMMENT ON COLUMN public.rollup_1m.sin IS 'Sums of the sines and cosines of directions, of circular metrics only. Null where some of its readings were rolled up before these columns came: such a bucket has no mean direction.';
CREATE TABLE public.rollup_dirty (
    width text NOT NULL,
    series_id integer NOT NULL,
    bucket timestamp with time zone NOT NULL,
    marked timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT rollup_dirty_width_check CHECK ((width = ANY (ARRAY['1m'::text, '1h'::text, '1d'::text])))
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000');
COMMENT ON TABLE public.rollup_dirty IS 'Closed buckets to aggregate anew, written in the transaction that changed them.';
CREATE TABLE public.rollup_progress (
    width text NOT NULL,
    until timestamp with time zone NOT NULL,
    after_series integer DEFAULT 0 NOT NULL,
    step_until timestamp with time zone,
    CONSTRAINT rollup_progress_width_check CHECK ((width = ANY (ARRAY['1m'::text, '1h'::text, '1d'::text])))
);
COMMENT ON COLUMN public.rollup_progress.until IS 'Buckets before it are aggregated, but for those in rollup_dirty; readers take later ones from the next finer width.';
COMMENT ON COLUMN public.rollup_progress.after_series IS 'Series up to this one are also done for the step that begins at until.';
COMMENT ON COLUMN public.rollup_progress.step_until IS 'End of the step under way while after_series > 0: all series of a step are taken to the same end.';
CREATE TABLE public.rollup_state (
    one boolean DEFAULT true NOT NULL,
    closed_until timestamp with time zone NOT NULL,
    raw_from timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    zone text DEFAULT 'Asia/Ho_Chi_Minh'::text NOT NULL,
    CONSTRAINT rollup_state_one_check CHECK (one)
);
COMMENT ON TABLE public.rollup_state IS 'Buckets at or after closed_until are open: their readers aggregate raw readings.';
COMMENT ON COLUMN public.rollup_state.raw_from IS 'Raw readings before it may have been dropped: none is stored there any more, or its rollups would shrink to the newcomer.';
CREATE TABLE public.roster_change (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    kind text NOT NULL,
    crews jsonb NOT NULL,
    made bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    undoes bigint,
    gone jsonb DEFAULT '[]'::jsonb NOT NULL
);
COMMENT ON TABLE public.roster_change IS 'Append-only. crews: [{"shiftId","before":[{"userId","role"}],"after":[…]}]; made: shifts that it added.';
COMMENT ON COLUMN public.roster_change.gone IS 'Shifts that it took away, whole, with their people.';
ALTER TABLE public.roster_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.roster_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rule (
    id public.ident NOT NULL,
    kind text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    params jsonb NOT NULL,
    target jsonb NOT NULL,
    priority smallint NOT NULL,
    response jsonb NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    latched boolean DEFAULT false NOT NULL,
    group_by text DEFAULT 'none'::text NOT NULL,
    CONSTRAINT rule_check CHECK (((NOT enabled) OR (response ? 'action'::text))),
    CONSTRAINT rule_group_by_check CHECK ((group_by = ANY (ARRAY['none'::text, 'asset'::text, 'basin'::text, 'unit'::text, 'feed'::text, 'feeder'::text]))),
    CONSTRAINT rule_priority_check CHECK (((priority >= 1) AND (priority <= 4))),
    CONSTRAINT rule_response CHECK (((NOT enabled) OR (response ?& ARRAY['cause'::text, 'consequence'::text, 'action'::text, 'minutes'::text, 'owner'::text])))
);
COMMENT ON COLUMN public.rule.target IS 'What it judges: {"series":[ids]} | {"metric":id,"assets":[keys]?,"kind":asset kind?} | {"feed":id} ';
COMMENT ON COLUMN public.rule.response IS '{"cause","consequence","action","minutes","owner"}: without an action a rule cannot be enabled (ISA-18.2).';
COMMENT ON COLUMN public.rule.latched IS 'Its alerts are closed with a note whatever their priority.';
COMMENT ON COLUMN public.rule.group_by IS 'What its alerts are grouped by into incidents: one cause is answered once.';
CREATE TABLE public.rule_state (
    rule_id public.ident NOT NULL,
    object text NOT NULL,
    state jsonb NOT NULL
)
WITH (fillfactor='50');
COMMENT ON TABLE public.rule_state IS 'Running delays and windows, so that a restart forgets nothing.';
CREATE TABLE public.rule_version (
    rule_id public.ident NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    proposed_by text NOT NULL,
    approved_by text,
    proposal_id bigint,
    trial jsonb
);
COMMENT ON TABLE public.rule_version IS 'Every version of a rule that was ever in force. approved_by null: written by set-up, not by people.';
CREATE TABLE public.season_band (
    series_id integer NOT NULL,
    shape text NOT NULL,
    zone text NOT NULL,
    low double precision[] NOT NULL,
    mid double precision[] NOT NULL,
    high double precision[] NOT NULL,
    samples integer[] NOT NULL,
    made_at timestamp with time zone NOT NULL
);
COMMENT ON TABLE public.season_band IS 'Made daily from rollup_1h for the series that a rule of deviation is aimed at; arrays by slot, null where a slot has no hour.';
COMMENT ON COLUMN public.season_band.shape IS '<slots>/<weeks>/<low %>/<high %>: lib/season/model.ts.';
COMMENT ON COLUMN public.season_band.samples IS 'Hours that each slot was made of.';
ALTER TABLE public.series ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.setting (
    key public.ident NOT NULL,
    value jsonb NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE public.setting IS 'Province-wide facts: province {name_vi,name_en,code,timezone,view}.';
CREATE TABLE public.setup_token (
    hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE public.setup_token IS 'SHA-256 of the one-time link that makes the first administrator; gone once used.';
CREATE TABLE public.shift (
    id bigint NOT NULL,
    day date NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT shift_check CHECK ((ends_at > starts_at))
);
COMMENT ON COLUMN public.shift.day IS 'The local day on which it begins.';
ALTER TABLE public.shift ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.shift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.shift_member (
    shift_id bigint NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL,
    CONSTRAINT shift_member_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'duty'::text])))
);
CREATE TABLE public.shift_pattern (
    id public.ident NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL
);
CREATE TABLE public.shift_slot (
    pattern_id public.ident NOT NULL,
    slot smallint NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    starts time without time zone NOT NULL,
    minutes integer NOT NULL,
    CONSTRAINT shift_slot_minutes_check CHECK (((minutes >= 60) AND (minutes <= 1440))),
    CONSTRAINT shift_slot_slot_check CHECK ((slot >= 0))
);
COMMENT ON TABLE public.shift_slot IS 'The shifts of a day by local time; one that passes midnight belongs to the day on which it begins.';
CREATE TABLE public.sign_in_failure (
    account bytea NOT NULL,
    place text NOT NULL,
    user_id text,
    address text NOT NULL,
    streak integer DEFAULT 0 NOT NULL,
    untold integer DEFAULT 0 NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    first_at timestamp with time zone NOT NULL,
    since timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL
);
COMMENT ON COLUMN public.sign_in_failure.account IS 'SHA-256 of the address that was typed: somebody may type a password there.';
COMMENT ON COLUMN public.sign_in_failure.place IS 'device:<hash> of a browser in which this person signed in before, else address:<ip>.';
COMMENT ON COLUMN public.sign_in_failure.streak IS 'Failures in a row; 0 after the right password.';
COMMENT ON COLUMN public.sign_in_failure.untold IS 'Failures, the first at since, of which the person was not told yet.';
CREATE TABLE public.threshold_set (
    id integer NOT NULL,
    asset_id integer,
    metric_id public.ident NOT NULL,
    levels jsonb NOT NULL,
    source text NOT NULL,
    verified boolean DEFAULT false NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    months smallint[],
    CONSTRAINT threshold_set_months_check CHECK ((((cardinality(months) >= 1) AND (cardinality(months) <= 12)) AND (array_position(months, NULL::smallint) IS NULL) AND (months <@ ARRAY[(1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint, (7)::smallint, (8)::smallint, (9)::smallint, (10)::smallint, (11)::smallint, (12)::smallint])))
);
COMMENT ON TABLE public.threshold_set IS 'levels: [{"id":"bd1","value":6.0,"severity":1,"verified":true}, …] ascending; asset_id null: for every asset of the metric.';
COMMENT ON COLUMN public.threshold_set.months IS 'Months (1–12, local) of each year in which it holds, within its validity; null: all. A set that names the month holds before one that does not.';
ALTER TABLE public.threshold_set ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.threshold_set_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.threshold_version (
    subject text NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    proposed_by text NOT NULL,
    approved_by text,
    proposal_id bigint,
    trial jsonb
);
COMMENT ON COLUMN public.threshold_version.subject IS '<asset id or "all">:<metric>:<first day>';
CREATE TABLE public.wall (
    id public.ident NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    layout jsonb NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.warning (
    id bigint NOT NULL,
    state text NOT NULL,
    content jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    hash text NOT NULL,
    incident_id bigint,
    simulated boolean DEFAULT false NOT NULL,
    drafted_by text NOT NULL,
    agency_id text,
    first jsonb,
    second jsonb,
    follows bigint,
    withdrawn_why text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT warning_check CHECK (((state <> 'released'::text) OR ((first IS NOT NULL) AND (second IS NOT NULL) AND ((first ->> 'by'::text) <> (second ->> 'by'::text))))),
    CONSTRAINT warning_check1 CHECK ((NOT (simulated AND (state = 'released'::text) AND ((content ->> 'status'::text) = 'Actual'::text)))),
    CONSTRAINT warning_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'signed'::text, 'released'::text, 'withdrawn'::text])))
);
COMMENT ON COLUMN public.warning.hash IS 'SHA-256 of the content: what signatures are given for.';
COMMENT ON COLUMN public.warning.first IS '{"by","at","hash"}: the shift lead; second: the leader, another person.';
ALTER TABLE public.warning ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.warning_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.write_mark (
    writer text NOT NULL,
    number bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (fillfactor='50');
COMMENT ON TABLE public.write_mark IS 'The newest transaction of each writer of readings, written inside it: present when it committed, also after a crash of the server.';
COMMENT ON COLUMN public.write_mark.writer IS 'Drawn by chance when a writer begins; rows of those that went are forgotten after a day.';
CREATE TABLE public.zone (
    id public.ident NOT NULL,
    kind public.ident NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    shape jsonb NOT NULL,
    west double precision NOT NULL,
    south double precision NOT NULL,
    east double precision NOT NULL,
    north double precision NOT NULL,
    valid_from date DEFAULT CURRENT_DATE NOT NULL,
    valid_to date,
    source text NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT zone_check CHECK (((west <= east) AND (south <= north))),
    CONSTRAINT zone_check1 CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT zone_shape_check CHECK (((shape ->> 'type'::text) = ANY (ARRAY['Polygon'::text, 'MultiPolygon'::text]))),
    CONSTRAINT zone_source_check CHECK ((source <> ''::text))
);
COMMENT ON TABLE public.zone IS 'Never an invented boundary: source says where the outline is from; simulated ones are marked "mô phỏng".';
COMMENT ON COLUMN public.zone.shape IS 'GeoJSON, degrees WGS 84, lon before lat. west … north is its bounding box.';
ALTER TABLE ONLY auth.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth.session
    ADD CONSTRAINT session_token_key UNIQUE (token);
ALTER TABLE ONLY auth."user"
    ADD CONSTRAINT user_email_key UNIQUE (email);
ALTER TABLE ONLY auth."user"
    ADD CONSTRAINT user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.ack_link
    ADD CONSTRAINT ack_link_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.admin_unit
    ADD CONSTRAINT admin_unit_pkey PRIMARY KEY (code, valid_from);
ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.alert_event
    ADD CONSTRAINT alert_event_pkey PRIMARY KEY (alert_id, seq);
ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_key_key UNIQUE (key);
ALTER TABLE ONLY public.asset_name
    ADD CONSTRAINT asset_name_pkey PRIMARY KEY (feed_id, asset_id);
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.backup
    ADD CONSTRAINT backup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.backup_watch
    ADD CONSTRAINT backup_watch_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.calendar_day
    ADD CONSTRAINT calendar_day_pkey PRIMARY KEY (day);
ALTER TABLE ONLY public.cap_message
    ADD CONSTRAINT cap_message_pkey PRIMARY KEY (identifier);
ALTER TABLE ONLY public.cap_message
    ADD CONSTRAINT cap_message_warning_id_key UNIQUE (warning_id);
ALTER TABLE ONLY public.change_proposal
    ADD CONSTRAINT change_proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.change_trial
    ADD CONSTRAINT change_trial_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.demo_mark
    ADD CONSTRAINT demo_mark_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.demo_scenario
    ADD CONSTRAINT demo_scenario_pkey PRIMARY KEY (run);
ALTER TABLE ONLY public.device_account
    ADD CONSTRAINT device_account_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.device_command
    ADD CONSTRAINT device_command_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.device_retained
    ADD CONSTRAINT device_retained_pkey PRIMARY KEY (topic);
ALTER TABLE ONLY public.device_session
    ADD CONSTRAINT device_session_pkey PRIMARY KEY (account, client_id);
ALTER TABLE ONLY public.duty_order
    ADD CONSTRAINT duty_order_alert_id_alert_seq_key UNIQUE (alert_id, alert_seq);
ALTER TABLE ONLY public.duty_order_event
    ADD CONSTRAINT duty_order_event_pkey PRIMARY KEY (order_id, seq);
ALTER TABLE ONLY public.duty_order
    ADD CONSTRAINT duty_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalation_policy
    ADD CONSTRAINT escalation_policy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalation_task
    ADD CONSTRAINT escalation_task_once UNIQUE (alert_id, since_seq, policy_id, step, repeat);
ALTER TABLE ONLY public.escalation_task
    ADD CONSTRAINT escalation_task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.feed_door
    ADD CONSTRAINT feed_door_pkey PRIMARY KEY (feed_id);
ALTER TABLE ONLY public.feed_error_count
    ADD CONSTRAINT feed_error_count_pkey PRIMARY KEY (feed_id, reason, day);
ALTER TABLE ONLY public.feed_lease
    ADD CONSTRAINT feed_lease_pkey PRIMARY KEY (feed_id);
ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.feed_session
    ADD CONSTRAINT feed_session_pkey PRIMARY KEY (feed_id);
ALTER TABLE ONLY public.feed_status
    ADD CONSTRAINT feed_status_pkey PRIMARY KEY (feed_id);
ALTER TABLE ONLY public.flood
    ADD CONSTRAINT flood_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flood_report
    ADD CONSTRAINT flood_report_pkey PRIMARY KEY (flood_id);
ALTER TABLE ONLY public.guess_notice
    ADD CONSTRAINT guess_notice_pkey PRIMARY KEY (subject);
ALTER TABLE ONLY public.handover_check
    ADD CONSTRAINT handover_check_pkey PRIMARY KEY (handover_id, alert_id, actor);
ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_replaces_key UNIQUE (replaces);
ALTER TABLE ONLY public.handover_signature
    ADD CONSTRAINT handover_signature_pkey PRIMARY KEY (handover_id);
ALTER TABLE ONLY public.handover_signature
    ADD CONSTRAINT handover_signature_shift_id_key UNIQUE (shift_id);
ALTER TABLE ONLY public.incident_event
    ADD CONSTRAINT incident_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ingest_process
    ADD CONSTRAINT ingest_process_pkey PRIMARY KEY (member);
ALTER TABLE ONLY public.inhibition
    ADD CONSTRAINT inhibition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kiosk
    ADD CONSTRAINT kiosk_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.kiosk
    ADD CONSTRAINT kiosk_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.known_device
    ADD CONSTRAINT known_device_pkey PRIMARY KEY (hash, user_id);
ALTER TABLE ONLY public.latest
    ADD CONSTRAINT latest_pkey PRIMARY KEY (series_id);
ALTER TABLE ONLY public.latest_position
    ADD CONSTRAINT latest_position_pkey PRIMARY KEY (asset_id);
ALTER TABLE ONLY public.maintenance
    ADD CONSTRAINT maintenance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.metric
    ADD CONSTRAINT metric_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.missed_alarm
    ADD CONSTRAINT missed_alarm_pkey PRIMARY KEY (rule_id, object, since);
ALTER TABLE ONLY public.notification_attempt
    ADD CONSTRAINT notification_attempt_pkey PRIMARY KEY (notification_id, n);
ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_channel
    ADD CONSTRAINT notify_channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_contact
    ADD CONSTRAINT notify_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_contact
    ADD CONSTRAINT notify_contact_user_id_channel_id_address_key UNIQUE (user_id, channel_id, address);
ALTER TABLE ONLY public.notify_kind
    ADD CONSTRAINT notify_kind_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notify_person
    ADD CONSTRAINT notify_person_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY public.preference
    ADD CONSTRAINT preference_pkey PRIMARY KEY (user_id, key);
ALTER TABLE ONLY public.record_count
    ADD CONSTRAINT record_count_pkey PRIMARY KEY (feed_id, type, state, severity, outcome, agency_id, day);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (feed_id, type, key);
ALTER TABLE ONLY public.retention
    ADD CONSTRAINT retention_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY public.rollup_1d
    ADD CONSTRAINT rollup_1d_pkey PRIMARY KEY (series_id, bucket);
ALTER TABLE ONLY public.rollup_dirty
    ADD CONSTRAINT rollup_dirty_pkey PRIMARY KEY (width, series_id, bucket);
ALTER TABLE ONLY public.rollup_progress
    ADD CONSTRAINT rollup_progress_pkey PRIMARY KEY (width);
ALTER TABLE ONLY public.rollup_state
    ADD CONSTRAINT rollup_state_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.roster_change
    ADD CONSTRAINT roster_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.roster_change
    ADD CONSTRAINT roster_change_undoes_key UNIQUE (undoes);
ALTER TABLE ONLY public.rule
    ADD CONSTRAINT rule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rule_state
    ADD CONSTRAINT rule_state_pkey PRIMARY KEY (rule_id, object);
ALTER TABLE ONLY public.rule_version
    ADD CONSTRAINT rule_version_pkey PRIMARY KEY (rule_id, version);
ALTER TABLE ONLY public.season_band
    ADD CONSTRAINT season_band_pkey PRIMARY KEY (series_id, shape);
ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_asset_id_metric_id_key UNIQUE (asset_id, metric_id);
ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.setup_token
    ADD CONSTRAINT setup_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.shift_member
    ADD CONSTRAINT shift_member_pkey PRIMARY KEY (shift_id, user_id);
ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_one_at_a_time EXCLUDE USING gist (tstzrange(starts_at, ends_at) WITH &&);
ALTER TABLE ONLY public.shift_pattern
    ADD CONSTRAINT shift_pattern_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shift_slot
    ADD CONSTRAINT shift_slot_pkey PRIMARY KEY (pattern_id, slot);
ALTER TABLE ONLY public.sign_in_failure
    ADD CONSTRAINT sign_in_failure_pkey PRIMARY KEY (account, place);
ALTER TABLE ONLY public.threshold_set
    ADD CONSTRAINT threshold_set_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.threshold_version
    ADD CONSTRAINT threshold_version_pkey PRIMARY KEY (subject, version);
ALTER TABLE ONLY public.wall
    ADD CONSTRAINT wall_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warning
    ADD CONSTRAINT warning_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.write_mark
    ADD CONSTRAINT write_mark_pkey PRIMARY KEY (writer);
ALTER TABLE ONLY public.zone
    ADD CONSTRAINT zone_pkey PRIMARY KEY (id);
CREATE INDEX account_user ON auth.account USING btree ("userId");
CREATE INDEX session_user_id ON auth.session USING btree ("userId");
CREATE INDEX verification_identifier ON auth.verification USING btree (identifier);
CREATE INDEX ack_link_expires ON public.ack_link USING btree (expires_at);
CREATE INDEX alert_alone ON public.alert USING btree (cause_group, simulated) WHERE ((closed_at IS NULL) AND (incident_id IS NULL) AND (cause_group IS NOT NULL));
CREATE INDEX alert_asset_open ON public.alert USING btree (asset_id) WHERE (closed_at IS NULL);
CREATE INDEX alert_closed_at ON public.alert USING btree (closed_at DESC, id DESC) WHERE (closed_at IS NOT NULL);
CREATE INDEX alert_due ON public.alert USING btree (due_at) WHERE (closed_at IS NULL);
CREATE INDEX alert_event_acknowledged ON public.alert_event USING btree (alert_id, at) WHERE (type = 'acknowledged'::text);
CREATE INDEX alert_event_action ON public.alert_event USING btree (alert_id) WHERE (type = ANY (ARRAY['progress_started'::text, 'step_done'::text, 'noted'::text, 'assigned'::text, 'ordered'::text, 'closed'::text]));
CREATE INDEX alert_event_course ON public.alert_event USING btree (at, alert_id) WHERE (type = ANY (ARRAY['raised'::text, 'reactivated'::text, 'returned'::text, 'acknowledged'::text]));
CREATE INDEX alert_feed_open ON public.alert USING btree (feed_id) WHERE (closed_at IS NULL);
CREATE INDEX alert_hidden ON public.alert USING btree (visibility, hidden_by) WHERE ((closed_at IS NULL) AND (visibility <> 'shown'::text));
CREATE INDEX alert_incident ON public.alert USING btree (incident_id) WHERE (incident_id IS NOT NULL);
CREATE UNIQUE INDEX alert_open ON public.alert USING btree (rule_id, object) WHERE (closed_at IS NULL);
CREATE INDEX alert_raised ON public.alert USING btree (raised_at DESC);
CREATE INDEX alert_series_open ON public.alert USING btree (series_id) WHERE (closed_at IS NULL);
CREATE INDEX annunciation_at ON public.annunciation USING btree (simulated, at);
CREATE INDEX asset_kind ON public.asset USING btree (kind);
CREATE INDEX asset_name_asset ON public.asset_name USING btree (asset_id);
CREATE INDEX audit_object ON public.audit USING btree (object, at DESC);
CREATE INDEX cap_message_sent ON public.cap_message USING btree (sent_at DESC);
CREATE INDEX change_proposal_subject ON public.change_proposal USING btree (noun, subject, id DESC);
CREATE INDEX change_proposal_waiting ON public.change_proposal USING btree (noun, proposed_at) WHERE (state = ANY (ARRAY['draft'::text, 'proposed'::text]));
CREATE INDEX change_trial_hash ON public.change_trial USING btree (hash, at DESC);
CREATE UNIQUE INDEX demo_scenario_one ON public.demo_scenario USING btree ((true)) WHERE (ended_at IS NULL);
CREATE INDEX demo_scenario_started ON public.demo_scenario USING btree (started_at);
CREATE INDEX device_command_waiting ON public.device_command USING btree (account, id) WHERE (acked_at IS NULL);
CREATE INDEX device_retained_account ON public.device_retained USING btree (account);
CREATE INDEX device_session_holder ON public.device_session USING btree (holder) WHERE online;
CREATE INDEX duty_order_given ON public.duty_order USING btree (given_at);
CREATE INDEX duty_order_open ON public.duty_order USING btree (given_at) WHERE (answered_at IS NULL);
CREATE INDEX escalation_task_due ON public.escalation_task USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX escalation_task_settled ON public.escalation_task USING btree (settled_at) WHERE (settled_at IS NOT NULL);
CREATE INDEX escalation_task_waiting ON public.escalation_task USING btree (alert_id) WHERE (state = 'waiting'::text);
CREATE INDEX feed_error_feed_at ON public.feed_error USING btree (feed_id, at DESC);
CREATE UNIQUE INDEX flood_open ON public.flood USING btree (simulated) WHERE (ended_at IS NULL);
CREATE INDEX flood_started ON public.flood USING btree (started_at DESC);
CREATE UNIQUE INDEX forecast_issue ON public.forecast USING btree (series_id, source, issued_at, valid_at);
CREATE INDEX handover_shift ON public.handover USING btree (shift_id, id DESC);
CREATE INDEX incident_closed ON public.incident USING btree (closed_at DESC, id DESC) WHERE (closed_at IS NOT NULL);
CREATE INDEX incident_event_detached ON public.incident_event USING btree (alert_id) WHERE (type = 'detached'::text);
CREATE INDEX incident_event_incident ON public.incident_event USING btree (incident_id, id);
CREATE INDEX incident_event_newest ON public.incident_event USING btree (incident_id, at DESC) WHERE (type = 'attached'::text);
CREATE UNIQUE INDEX incident_gathers ON public.incident USING btree (group_key, simulated) WHERE gathers;
CREATE INDEX incident_merged ON public.incident USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX incident_open ON public.incident USING btree (opened_at) WHERE (closed_at IS NULL);
CREATE INDEX maintenance_until ON public.maintenance USING btree (until_at DESC);
CREATE INDEX maintenance_waiting ON public.maintenance USING btree (state) WHERE (state = ANY (ARRAY['proposed'::text, 'approved'::text, 'running'::text]));
CREATE INDEX missed_alarm_since ON public.missed_alarm USING btree (since);
CREATE INDEX notification_alerts ON public.notification USING gin (alert_ids);
CREATE INDEX notification_channel ON public.notification USING btree (channel_id, settled_at) WHERE (settled_at IS NOT NULL);
CREATE INDEX notification_held ON public.notification USING btree (next_at) WHERE (state = 'held'::text);
CREATE INDEX notification_made ON public.notification USING btree (made_at DESC, id DESC);
CREATE INDEX notification_next ON public.notification USING btree (next_at) WHERE (state = 'waiting'::text);
CREATE INDEX notification_user ON public.notification USING btree (user_id, made_at DESC) WHERE (user_id IS NOT NULL);
CREATE UNIQUE INDEX position_asset_time ON public."position" USING btree (asset_id, "time");
CREATE INDEX reading_correction_series ON public.reading_correction USING btree (series_id, "time");
CREATE UNIQUE INDEX reading_series_time ON public.reading USING btree (series_id, "time");
CREATE INDEX record_newest ON public.record USING btree (type, changed_at DESC);
CREATE INDEX record_open ON public.record USING btree (type, due_at) WHERE (closed_at IS NULL);
CREATE INDEX record_open_type ON public.record USING btree (type, severity DESC, opened_at) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX record_version_key ON public.record_version USING btree (feed_id, type, key, changed_at);
CREATE UNIQUE INDEX rollup_1h_series_bucket ON public.rollup_1h USING btree (series_id, bucket);
CREATE UNIQUE INDEX rollup_1m_series_bucket ON public.rollup_1m USING btree (series_id, bucket);
CREATE INDEX series_feed ON public.series USING btree (feed_id);
CREATE INDEX series_metric ON public.series USING btree (metric_id);
CREATE UNIQUE INDEX shift_member_lead ON public.shift_member USING btree (shift_id) WHERE (role = 'lead'::text);
CREATE INDEX shift_member_user ON public.shift_member USING btree (user_id);
CREATE INDEX shift_starts ON public.shift USING btree (starts_at);
CREATE INDEX sign_in_failure_last ON public.sign_in_failure USING btree (last_at);
CREATE INDEX sign_in_failure_place ON public.sign_in_failure USING btree (place, last_at);
CREATE INDEX sign_in_failure_user ON public.sign_in_failure USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE UNIQUE INDEX threshold_set_period ON public.threshold_set USING btree (asset_id, metric_id, valid_from, months) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX warning_follows ON public.warning USING btree (follows) WHERE ((follows IS NOT NULL) AND (state <> 'withdrawn'::text));
CREATE INDEX warning_state ON public.warning USING btree (state, changed_at DESC);
CREATE TRIGGER alert_event_append_only BEFORE DELETE OR UPDATE ON public.alert_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER annunciation_append_only BEFORE DELETE OR UPDATE ON public.annunciation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.rule_version FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_history();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.threshold_version FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_history();
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER cap_message_append_only BEFORE DELETE OR UPDATE ON public.cap_message FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER duty_order_event_append_only BEFORE DELETE OR UPDATE ON public.duty_order_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER flood_report_append_only BEFORE DELETE OR UPDATE ON public.flood_report FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER handover_append_only BEFORE DELETE OR UPDATE ON public.handover FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER handover_check_append_only BEFORE DELETE OR UPDATE ON public.handover_check FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER handover_signature_append_only BEFORE DELETE OR UPDATE ON public.handover_signature FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER incident_event_append_only BEFORE DELETE OR UPDATE ON public.incident_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER roster_change_append_only BEFORE DELETE OR UPDATE ON public.roster_change FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER series_has_latest AFTER INSERT ON public.series REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION public.series_has_latest();
CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON public.feed_error FOR EACH ROW EXECUTE FUNCTION _timescaledb_functions.insert_blocker();
CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON public.forecast FOR EACH ROW EXECUTE FUNCTION _timescaledb_functions.insert_blocker();
CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON public."position" FOR EACH ROW EXECUTE FUNCTION _timescaledb_functions.insert_blocker();
CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON public.reading FOR EACH ROW EXECUTE FUNCTION _timescaledb_functions.insert_blocker();
CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON public.record_version FOR EACH ROW EXECUTE FUNCTION _timescaledb_functions.insert_blocker();
CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON public.rollup_1h FOR EACH ROW EXECUTE FUNCTION _timescaledb_functions.insert_blocker();
CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON public.rollup_1m FOR EACH ROW EXECUTE FUNCTION _timescaledb_functions.insert_blocker();
ALTER TABLE ONLY auth.account
    ADD CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY auth.session
    ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.ack_link
    ADD CONSTRAINT ack_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.alert_event
    ADD CONSTRAINT alert_event_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES public.alert(id);
ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.rule(id);
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES public.agency(id);
ALTER TABLE ONLY public.asset
    ADD CONSTRAINT asset_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed(id);
ALTER TABLE ONLY public.asset_name
    ADD CONSTRAINT asset_name_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES public.asset(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.asset_name
    ADD CONSTRAINT asset_name_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.cap_message
    ADD CONSTRAINT cap_message_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES public.warning(id);
ALTER TABLE ONLY public.device_command
    ADD CONSTRAINT device_command_account_fkey FOREIGN KEY (account) REFERENCES public.device_account(name) ON DELETE CASCADE;
ALTER TABLE ONLY public.device_retained
    ADD CONSTRAINT device_retained_account_fkey FOREIGN KEY (account) REFERENCES public.device_account(name) ON DELETE CASCADE;
ALTER TABLE ONLY public.device_session
    ADD CONSTRAINT device_session_account_fkey FOREIGN KEY (account) REFERENCES public.device_account(name) ON DELETE CASCADE;
ALTER TABLE ONLY public.duty_order_event
    ADD CONSTRAINT duty_order_event_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.duty_order(id);
ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES public.agency(id);
ALTER TABLE ONLY public.feed_door
    ADD CONSTRAINT feed_door_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.feed_session
    ADD CONSTRAINT feed_session_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.feed_status
    ADD CONSTRAINT feed_status_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.flood_report
    ADD CONSTRAINT flood_report_flood_id_fkey FOREIGN KEY (flood_id) REFERENCES public.flood(id);
ALTER TABLE ONLY public.handover_check
    ADD CONSTRAINT handover_check_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES public.handover(id);
ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_replaces_fkey FOREIGN KEY (replaces) REFERENCES public.handover(id);
ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES public.shift(id);
ALTER TABLE ONLY public.handover_signature
    ADD CONSTRAINT handover_signature_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES public.handover(id);
ALTER TABLE ONLY public.handover_signature
    ADD CONSTRAINT handover_signature_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES public.shift(id);
ALTER TABLE ONLY public.incident_event
    ADD CONSTRAINT incident_event_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.incident(id);
ALTER TABLE ONLY public.known_device
    ADD CONSTRAINT known_device_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.latest_position
    ADD CONSTRAINT latest_position_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES public.asset(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.latest
    ADD CONSTRAINT latest_series_id_fkey FOREIGN KEY (series_id) REFERENCES public.series(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.missed_alarm
    ADD CONSTRAINT missed_alarm_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.rule(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.notification_attempt
    ADD CONSTRAINT notification_attempt_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES public.notification(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.notify_contact
    ADD CONSTRAINT notify_contact_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES public.notify_channel(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.notify_contact
    ADD CONSTRAINT notify_contact_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.notify_person
    ADD CONSTRAINT notify_person_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.preference
    ADD CONSTRAINT preference_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.record_count
    ADD CONSTRAINT record_count_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed(id);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed(id);
ALTER TABLE ONLY public.roster_change
    ADD CONSTRAINT roster_change_undoes_fkey FOREIGN KEY (undoes) REFERENCES public.roster_change(id);
ALTER TABLE ONLY public.rule_state
    ADD CONSTRAINT rule_state_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.rule(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.season_band
    ADD CONSTRAINT season_band_series_id_fkey FOREIGN KEY (series_id) REFERENCES public.series(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES public.asset(id);
ALTER TABLE ONLY public.series
    ADD CONSTRAINT series_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed(id);
ALTER TABLE ONLY public.shift_member
    ADD CONSTRAINT shift_member_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES public.shift(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.shift_member
    ADD CONSTRAINT shift_member_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id);
ALTER TABLE ONLY public.shift_slot
    ADD CONSTRAINT shift_slot_pattern_id_fkey FOREIGN KEY (pattern_id) REFERENCES public.shift_pattern(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sign_in_failure
    ADD CONSTRAINT sign_in_failure_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.threshold_set
    ADD CONSTRAINT threshold_set_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES public.asset(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.warning
    ADD CONSTRAINT warning_follows_fkey FOREIGN KEY (follows) REFERENCES public.warning(id);
