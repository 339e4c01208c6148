import type { backup as source } from "../vi/backup.ts";

export const backup: Record<keyof typeof source, string> = {
  "backup.title": "Backups",
  "backup.none": "NO BACKUPS",
  "backup.noneBody":
    "No place for backups is set on this server. If the machine breaks, every row is lost. Set BACKUP_TO and start again; how: docs/backup.md.",
  "backup.given":
    "Where the database is a server of its own (DATABASE_URL), its backups are that server's and are not shown here.",
  "backup.dead": "THE BACKUP PROCESS DOES NOT RUN",
  "backup.deadBody": "Nothing was heard of the backup process since {time}. What stands below may be old.",
  "backup.problem": "The last attempt failed: {problem}",
  "backup.place": "Place",
  "backup.window": "Any instant can be restored",
  "backup.windowSpan": "from {from} to {until}",
  "backup.noWindow": "there is no backup yet",
  "backup.waiting": "Log waiting to leave",
  "backup.waitingFiles": "{count} files, {size}",
  "backup.nothingWaits": "none",
  "backup.due": "Next backup",
  "backup.list": "Backups",
  "backup.id": "Backup",
  "backup.age": "Age",
  "backup.size": "Size",
  "backup.readings": "Readings in it",
  "backup.trial": "Trial restore",
  "backup.trial.good": "every row found, {age}",
  "backup.trial.bad": "UNUSABLE: {why}",
  "backup.trial.none": "not tried",
  "backup.empty": "There is no backup yet.",
  "backup.how": "Back up now, restore: on the server",
};
