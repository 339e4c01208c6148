import { z } from "zod";
import { compileMapping } from "#lib/feed/compile.ts";
import { mappingSchema } from "#lib/feed/mapping.ts";
import { startSql } from "../transports/sql.ts";
import { feedKind, newAssetsSchema, secretNameSchema } from "./feed.ts";

const column = z.string().min(1).max(63);

const config = z.strictObject({
  /** Environment variable with the address: postgresql://reader:…@host/database. */
  secret: secretNameSchema,
  /** A SELECT without ORDER BY or LIMIT; its columns are the fields that the mapping names. */
  query: z.string().min(1).max(10_000),
  watermark: z.strictObject({
    /** Grows with every change of a row. */
    column,
    kind: z.enum(["time", "number"]).default("time"),
    /** Unique; orders rows of one instant. */
    key: column,
    /** Seconds, or units of a number: how late a transaction may still commit behind others. */
    overlap: z.number().min(0).max(86_400).default(60),
  }),
  /** Channel that the source notifies at changes. */
  listen: column.optional(),
  pollS: z.number().min(1).max(86_400).default(30),
  pageRows: z.int().min(1).max(10_000).default(2_000),
  timeoutS: z.number().min(1).max(600).default(30),
  mapping: mappingSchema,
  newAssets: newAssetsSchema,
});

export default feedKind({
  kind: "sql",
  title: { vi: "CSDL chuyên ngành (PostgreSQL)", en: "Departmental database (PostgreSQL)" },
  about: {
    vi: "Đọc các dòng mới và thay đổi từ CSDL của sở, ngành bằng tài khoản chỉ đọc.",
    en: "Reads new and changed rows of a department's database with a read-only account.",
  },
  config,
  example: {
    secret: "SOURCE_MOTCUA_URL",
    query: "SELECT ma, trang_thai, linh_vuc, nop_luc, hen_tra, tra_luc, cap_nhat FROM ho_so",
    watermark: { column: "cap_nhat", key: "ma" },
    listen: "ho_so",
    mapping: {
      record: {
        type: "one_stop",
        key: "ma",
        state: { path: "trang_thai", names: { "Đang xử lý": "open", "Đã trả": "done" }, default: "open" },
        changedAt: "cap_nhat",
        openedAt: "nop_luc",
        dueAt: "hen_tra",
        closedAt: "tra_luc",
        attributes: { field: "linh_vuc" },
      },
    },
  },
  leased: true,
  start(config, run) {
    const url = run.world.secret(config.secret);
    if (!url) throw new Error(`${config.secret} is not set in the environment of ingest`);
    const read = compileMapping(config.mapping);
    const envelope = { levels: [] };
    return startSql(
      {
        url,
        query: config.query,
        column: config.watermark.column,
        columnKind: config.watermark.kind,
        key: config.watermark.key,
        overlap: config.watermark.overlap,
        listen: config.listen,
        pollS: config.pollS,
        pageRows: config.pageRows,
        timeoutMs: config.timeoutS * 1_000,
        read: (row, out) => read(row.values, envelope, out),
        sentinels: [],
        newAssets: config.newAssets,
      },
      run,
    );
  },
});
