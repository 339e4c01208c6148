-- What the province sees: devices that a person has confirmed. Screens, rules and figures read these views, so none
-- of them has to remember the others (lib/asset/province.test.ts).
ALTER TABLE asset DROP CONSTRAINT asset_status_check;
ALTER TABLE asset ADD CONSTRAINT asset_status_check
  CHECK (status IN ('confirmed', 'unconfirmed', 'testing', 'retired'));
COMMENT ON COLUMN asset.status IS
  'unconfirmed: made by an unknown device, waits for review (chưa xác nhận); testing: looked at by engineers, stored, not for the province (đang thử).';

CREATE VIEW province_asset AS
  SELECT id, key, kind, name_vi, name_en, lon, lat, basin, unit_code, agency_id, feed_id, attributes
  FROM asset WHERE status = 'confirmed';

CREATE VIEW province_series AS
  SELECT s.id, s.asset_id, s.metric_id, s.feed_id, s.period_s
  FROM series s JOIN asset a ON a.id = s.asset_id WHERE a.status = 'confirmed';
