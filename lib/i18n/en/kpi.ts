/** How healthy the alarms are (ISA-18.2). */
export const kpi = {
  "nav.kpi": "Alarm health",
} as const;
