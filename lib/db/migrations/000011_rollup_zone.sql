-- The zone by which the days of rollup_1d and record_count were cut: when the province's changes, they are made anew.
ALTER TABLE rollup_state ADD COLUMN zone text NOT NULL DEFAULT 'Asia/Ho_Chi_Minh';
UPDATE rollup_state SET zone = local_zone();

ALTER TABLE rollup_progress ADD COLUMN step_until timestamptz;
COMMENT ON COLUMN rollup_progress.step_until IS 'End of the step under way while after_series > 0: all series of a step are taken to the same end.';
