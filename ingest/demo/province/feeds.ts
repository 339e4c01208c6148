import { settingOf } from "#ingest/demo/departments/account.ts";
import type { Department } from "#ingest/demo/departments/department.ts";
import * as departments from "#ingest/demo/departments/index.ts";
import type { MappingInput } from "#lib/feed/mapping.ts";
import type { Feed } from "#lib/feed/model.ts";

type Row = readonly [id: string, vi: string, en: string, agency: string, periodS: number];

/** "nhịp demo": real networks of this kind speak every 10–60 minutes, vessels every two hours. */
const mqtt: readonly Row[] = [
  [
    "demo-thuy-van",
    "Thủy văn, hải văn, ngập (nhịp demo 10 giây)",
    "Rivers, sea, flooding (demo rhythm 10 s)",
    "kttv",
    10,
  ],
  ["demo-mua", "Đo mưa (nhịp demo 10 giây)", "Rain gauges (demo rhythm 10 s)", "pctt", 10],
  ["demo-khi-tuong", "Khí tượng (nhịp demo 10 giây)", "Weather (demo rhythm 10 s)", "kttv", 10],
  ["demo-ho-chua", "Hồ chứa (nhịp demo 10 giây)", "Reservoirs (demo rhythm 10 s)", "thuy-loi", 10],
  [
    "demo-moi-truong",
    "Quan trắc môi trường (nhịp demo 30 giây)",
    "Environment (demo rhythm 30 s)",
    "so-nn-mt",
    30,
  ],
  ["demo-giao-thong", "Đếm xe (nhịp demo 5 giây)", "Traffic counts (demo rhythm 5 s)", "so-xay-dung", 5],
  [
    "demo-tau-ca",
    "Giám sát tàu cá (nhịp demo 10 giây; thực tế 2 giờ)",
    "Fishing vessels (demo rhythm 10 s; law: 2 h)",
    "thuy-san",
    10,
  ],
  ["demo-xe-buyt", "Xe buýt (nhịp demo 10 giây)", "Buses (demo rhythm 10 s)", "xe-buyt", 10],
  ["demo-ha-tang", "BTS, điện, trung tâm dữ liệu", "Base stations, power, data centre", "so-khcn", 30],
  [
    "demo-kiem-lam",
    "Cảnh báo cháy rừng (nhịp demo 30 giây)",
    "Forest fire (demo rhythm 30 s)",
    "kiem-lam",
    30,
  ],
  ["demo-y-te", "Bệnh viện", "Hospitals", "so-y-te", 60],
];

const common = {
  key: "ma",
  state: "trang_thai",
  changedAt: "cap_nhat",
  openedAt: "tiep_nhan",
  closedAt: "ket_thuc",
};

function sqlFeed(row: Row, department: Department, source: { columns: string; mapping: MappingInput }): Feed {
  return feedOf(row, "sql", {
    secret: settingOf(department),
    query: `SELECT ma, trang_thai, tiep_nhan, ket_thuc, cap_nhat, thay_doi, ${source.columns} FROM ${department.table}`,
    watermark: { column: "thay_doi", kind: "number", key: "ma", overlap: 0 },
    listen: department.channel,
    pollS: 30,
    mapping: source.mapping,
  });
}

function feedOf([id, nameVi, nameEn, agencyId, periodS]: Row, kind: string, config: unknown): Feed {
  return {
    id,
    kind,
    nameVi,
    nameEn,
    agencyId,
    config,
    periodS,
    unknownAsset: "refuse",
    simulated: true,
    enabled: true,
  };
}

export const mqttFeeds: readonly Feed[] = mqtt.map((row) => feedOf(row, "mqtt", {}));

/** A dossier counts as on time until the moment it was promised for. */
const OUTCOME =
  "CASE WHEN ket_thuc <= hen_tra THEN 'on_time' WHEN ket_thuc > hen_tra THEN 'late' END AS ket_qua";

/** Nobody files at night: a quiet hour of these is no fault. */
export const sqlFeeds: readonly Feed[] = [
  sqlFeed(["demo-mot-cua", "Hồ sơ một cửa", "One-stop dossiers", "vp-ubnd", 3600], departments.oneStop, {
    columns: `ten_thu_tuc, thu_tuc, don_vi, hinh_thuc, hen_tra, ${OUTCOME}`,
    mapping: {
      record: {
        ...common,
        type: "dossier",
        outcome: "ket_qua",
        agency: "don_vi",
        dueAt: "hen_tra",
        title: "ten_thu_tuc",
        attributes: { thu_tuc: "thu_tuc", hinh_thuc: "hinh_thuc" },
      },
    },
  }),
  sqlFeed(
    ["demo-1022", "Phản ánh hiện trường 1022", "1022 citizen reports", "vp-ubnd", 3600],
    departments.citizenReports,
    {
      columns: "linh_vuc, noi_dung, don_vi, kenh, khan, vi_do, kinh_do, ma_xa, han_tra_loi",
      mapping: {
        record: {
          ...common,
          type: "report_1022",
          severity: { path: "khan", expression: "value * 2 + 1" },
          agency: "don_vi",
          unit: "ma_xa",
          lat: "vi_do",
          lon: "kinh_do",
          dueAt: "han_tra_loi",
          title: "noi_dung",
          attributes: { linh_vuc: "linh_vuc", kenh: "kenh" },
        },
      },
    },
  ),
  sqlFeed(
    ["demo-soc", "Cảnh báo an toàn thông tin (SOC)", "Security alerts (SOC)", "so-khcn", 3600],
    departments.soc,
    {
      columns: "loai, muc_do, he_thong, han_xu_ly",
      mapping: {
        record: {
          ...common,
          type: "soc_alert",
          severity: "muc_do",
          agency: { const: "so-khcn" },
          dueAt: "han_xu_ly",
          title: "loai",
          attributes: { he_thong: "he_thong" },
        },
      },
    },
  ),
];

/** Bulletins of the simulated weather office, each half hour; more often while a story is told. */
export const bulletinFeed: Feed = feedOf(
  ["demo-du-bao", "Bản tin dự báo lũ (mô phỏng)", "Flood bulletins (simulated)", "kttv", 1800],
  "http",
  { forecasts: true },
);

export const feeds: readonly Feed[] = [...mqttFeeds, ...sqlFeeds, bulletinFeed];
