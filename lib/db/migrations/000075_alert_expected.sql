-- When an alert about the future expects its limit to be crossed; what a group of objects, or records, are asked by.

ALTER TABLE alert ADD COLUMN expected_at timestamptz;
COMMENT ON COLUMN alert.expected_at IS 'When the forecast crosses the limit; null for alerts about what is so already.';
CREATE INDEX record_open_type ON record (type, severity DESC, opened_at) WHERE closed_at IS NULL;
