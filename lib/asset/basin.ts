/** A basin as it is said: "Lưu vực sông Kôn", "Kôn River basin". `name`: as the register has it. */
export function basinWords(name: string): { vi: string; en: string } {
  const river = name.replace(/^(lưu vực\s+)?(sông|suối)\s+/i, "");
  return { vi: `Lưu vực sông ${river}`, en: `${river} River basin` };
}
