-- Places on the map that rules about what moves are drawn around: ports, road sections, sea areas.

CREATE TABLE zone (
  id          ident PRIMARY KEY,
  kind        ident NOT NULL,
  name_vi     text NOT NULL,
  name_en     text NOT NULL,
  shape       jsonb NOT NULL CHECK (shape->>'type' IN ('Polygon', 'MultiPolygon')),
  west        double precision NOT NULL,
  south       double precision NOT NULL,
  east        double precision NOT NULL,
  north       double precision NOT NULL,
  valid_from  date NOT NULL DEFAULT CURRENT_DATE,
  valid_to    date,
  source      text NOT NULL CHECK (source <> ''),
  simulated   boolean NOT NULL DEFAULT false,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CHECK (west <= east AND south <= north),
  CHECK (valid_to IS NULL OR valid_to > valid_from)
);
COMMENT ON TABLE zone IS 'Never an invented boundary: source says where the outline is from; simulated ones are marked "mô phỏng".';
COMMENT ON COLUMN zone.shape IS 'GeoJSON, degrees WGS 84, lon before lat. west … north is its bounding box.';
