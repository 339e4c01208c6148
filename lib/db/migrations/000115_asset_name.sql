-- Under what name a feed speaks of an asset: two names of one key are refused, never merged. Whoever spoke before
-- this table did so under the key itself.
CREATE TABLE asset_name (
  feed_id  ident NOT NULL REFERENCES feed ON DELETE CASCADE,
  asset_id int NOT NULL REFERENCES asset ON DELETE CASCADE,
  name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  since    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (feed_id, asset_id)
);
CREATE INDEX asset_name_asset ON asset_name (asset_id);
INSERT INTO asset_name (feed_id, asset_id, name)
SELECT DISTINCT s.feed_id, a.id, a.key
FROM series s JOIN asset a ON a.id = s.asset_id JOIN latest l ON l.series_id = s.id AND l.time IS NOT NULL;
