-- The web account may do what the pages do, and no more: what ingest alone writes it reads, and what is a log it adds
-- to. Where another account of that name is used, or none, nothing changes.
DO $$
DECLARE
  readonly text[] := ARRAY['migration', 'reading', 'reading_correction', 'position', 'latest_position', 'record',
    'record_version', 'record_count', 'rollup_1m', 'rollup_1h', 'rollup_1d', 'rollup_dirty', 'rollup_progress',
    'rollup_state', 'forecast', 'feed_error', 'feed_error_count', 'feed_session', 'metric', 'missed_alarm',
    'season_band', 'demo_mark'];
  logs text[] := ARRAY['audit', 'alert_event', 'incident_event', 'cap_message', 'change_trial', 'rule_version',
    'threshold_version', 'handover_check', 'handover_signature', 'duty_order_event'];
  name text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'haidang_web') THEN RETURN; END IF;
  FOREACH name IN ARRAY readonly LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I FROM haidang_web', name);
  END LOOP;
  FOREACH name IN ARRAY logs LOOP
    EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM haidang_web', name);
  END LOOP;
END $$;
