/** End of the name of a log file that is still being copied. */
export const SPOOL_PART = ".part";

/**
 * The server's archive_command: copies a finished log file into the spool and says yes when the disk has it. Asked
 * again after a crash it says yes for the same file and no for another of that name (PostgreSQL 17, 25.3.1).
 */
export function keepFinishedLog(spool: string): string {
  const quoted = `'${spool.replaceAll("'", `'\\''`).replaceAll("%", "%%")}'`;
  const file = `${quoted}/%f`;
  const copy = `cp %p ${file}${SPOOL_PART} && sync ${file}${SPOOL_PART} && mv ${file}${SPOOL_PART} ${file} && sync ${quoted}`;
  return `if [ -f ${file} ]; then cmp -s %p ${file}; else ${copy}; fi`;
}
