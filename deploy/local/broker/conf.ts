import { totalmem } from "node:os";

const MB = 1024 * 1024;

export type BrokerConf = { folder: string; host: string; port: number; memoryBytes?: number };

/**
 * mosquitto.conf(5). What waits for ingest while it is away is bounded by bytes, not by a number of messages:
 * a message costs about four times its bytes in memory. The number must not be 0 ("no limit"): mosquitto 2.0.21
 * then cuts off every client whose publication it refuses. A message that is far too large is let through, for
 * ingest to refuse and count it: the broker would only cut the device off, with a line in its log.
 */
export function brokerConfText({ folder, host, port, memoryBytes = totalmem() }: BrokerConf): string {
  const queueBytes = Math.max(64 * MB, Math.min(512 * MB, Math.floor(memoryBytes / 48)));
  return `listener ${port} ${host}
allow_anonymous false
password_file ${folder}/passwords
acl_file ${folder}/acl
persistence true
persistence_location ${folder}/store/
autosave_interval 10
persistent_client_expiration 30d
max_queued_messages 100000000
max_queued_bytes ${queueBytes}
max_inflight_messages 10000
max_packet_size ${16 * MB}
set_tcp_nodelay true
log_dest stderr
log_type error
log_type warning
log_type notice
log_timestamp_format %Y-%m-%dT%H:%M:%S%z
`;
}
