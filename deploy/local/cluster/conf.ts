import { totalmem } from "node:os";

const MB = 1024 * 1024;

export type ClusterKind = "lasting" | "throwaway";
export type ConfInput = {
  kind: ClusterKind;
  socketDir: string;
  memoryBytes?: number;
  /** What keeps a finished write-ahead log file; unset: nothing does. */
  archiveCommand?: string;
};

/** The whole postgresql.conf. Rewritten at each start; `local.conf` beside it is the operator's own and wins. */
export function confText(input: ConfInput): string {
  const memory = Math.floor((input.memoryBytes ?? totalmem()) / MB);
  const sizes = input.kind === "lasting" ? lastingSizes(memory) : throwawaySizes();
  const settings = {
    ...base(input.socketDir),
    ...sizes,
    ...(input.kind === "lasting" && archiving(input.archiveCommand)),
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${quote(value)}`);
  return `${lines.join("\n")}\ninclude_if_exists = 'local.conf'\n`;
}

function base(socketDir: string): Record<string, string> {
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: socketDir,
    unix_socket_permissions: "0700",
    password_encryption: "scram-sha-256",
    shared_preload_libraries: "timescaledb",
    "timescaledb.telemetry_level": "off",
    // The Apache edition refuses every job; its scheduler would only hold connections to databases being copied.
    "timescaledb.max_background_workers": "0",
    timezone: "Asia/Ho_Chi_Minh",
    log_timezone: "Asia/Ho_Chi_Minh",
    datestyle: "iso, ymd",
    jit: "off",
    random_page_cost: "1.1",
    log_line_prefix: "%m [%p] %q%u@%d ",
    log_min_duration_statement: "2s",
    // Values are names, addresses, words of people: a log is for shapes of statements.
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
    log_checkpoints: "off",
    logging_collector: "off",
  };
}

/** Two shared cores and a stream of small commits; PostgreSQL takes no more than a quarter of a small machine. */
function lastingSizes(memoryMb: number): Record<string, string> {
  const sharedMb = Math.max(128, Math.min(1024, Math.floor(memoryMb / 6)));
  return {
    shared_buffers: `${sharedMb}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryMb / 2))}MB`,
    work_mem: "16MB",
    maintenance_work_mem: `${Math.max(64, Math.min(256, Math.floor(memoryMb / 24)))}MB`,
    synchronous_commit: "on",
    wal_compression: "lz4",
    wal_buffers: "32MB",
    max_wal_size: "4GB",
    min_wal_size: "512MB",
    checkpoint_timeout: "15min",
    checkpoint_completion_target: "0.9",
    max_connections: "120",
    max_worker_processes: "12",
    max_parallel_workers_per_gather: "1",
    autovacuum_naptime: "20s",
    autovacuum_vacuum_cost_limit: "1000",
    idle_in_transaction_session_timeout: "5min",
  };
}

/** A finished log file leaves within a minute, also on a quiet night: that much is lost at most with the machine. */
function archiving(command: string | undefined): Record<string, string> {
  if (!command) return { archive_mode: "off" };
  return { archive_mode: "on", archive_command: command, archive_timeout: "60s", wal_keep_size: "512MB" };
}

/** Test databases are made anew: nothing of them needs to survive a power cut. */
function throwawaySizes(): Record<string, string> {
  return {
    shared_buffers: "256MB",
    fsync: "off",
    full_page_writes: "off",
    synchronous_commit: "off",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "1GB",
    max_connections: "300",
    max_worker_processes: "4",
  };
}

const quote = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** Passwords for everybody, from this machine only. */
export const HBA_TEXT = `local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host replication postgres 127.0.0.1/32 scram-sha-256
`;
