/** How healthy the alarms are (ISA-18.2). */
export const kpi = {
  "nav.kpi": "Chất lượng cảnh báo",
} as const;
