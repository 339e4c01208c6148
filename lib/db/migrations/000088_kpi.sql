-- How healthy the alarms are is counted over 30 days of their log: who answered, what flickered.

CREATE INDEX alert_event_course ON alert_event (at, alert_id)
  WHERE type IN ('raised', 'reactivated', 'returned', 'acknowledged');
CREATE INDEX alert_event_acknowledged ON alert_event (alert_id, at) WHERE type = 'acknowledged';
CREATE INDEX alert_event_action ON alert_event (alert_id)
  WHERE type IN ('progress_started', 'step_done', 'noted', 'assigned', 'ordered', 'closed');
