-- A form shows its fields in the order in which the schema names them: jsonb would sort them by length.

ALTER TABLE notify_kind ALTER COLUMN form TYPE json, ALTER COLUMN example TYPE json;
