import type { Refusal } from "#lib/feed/model.ts";

/** Reason codes of MQTT 5 (§2.4) that we give. */
export const Code = {
  success: 0,
  willMessage: 0x04,
  unspecified: 0x80,
  otherwise: 0x83,
  malformed: 0x81,
  protocolError: 0x82,
  version: 0x84,
  clientId: 0x85,
  password: 0x86,
  notAuthorized: 0x87,
  unavailable: 0x88,
  busy: 0x89,
  stopping: 0x8b,
  silent: 0x8d,
  takenOver: 0x8e,
  topicName: 0x90,
  idNotFound: 0x92,
  aliasInvalid: 0x94,
  quota: 0x97,
  putOut: 0x98,
  payload: 0x99,
} as const;

const OF_REFUSAL: { [reason in Refusal]?: number } = {
  too_large: Code.quota,
  unknown_asset: Code.topicName,
  unknown_metric: Code.topicName,
  invalid_identifier: Code.topicName,
  invalid_topic: Code.topicName,
  other_feed_owns_series: Code.notAuthorized,
  feed_disabled: Code.otherwise,
  too_many_new_assets: Code.quota,
};

/** How a sender hears of a refusal, of what a PUBACK may say (§3.4.2.1); it is recorded with its own reason. */
export const codeOfRefusal = (reason: Refusal): number => OF_REFUSAL[reason] ?? Code.payload;

const IN_3_1_1: { [code: number]: number } = {
  [Code.version]: 1,
  [Code.clientId]: 2,
  [Code.unavailable]: 3,
  [Code.busy]: 3,
  [Code.quota]: 3,
  [Code.stopping]: 3,
  [Code.password]: 4,
};

/** MQTT 3.1.1 §3.2.2.3 knows five reasons why nobody may connect; 5: not authorized. */
export const oldConnectCode = (code: number): number => (code === 0 ? 0 : (IN_3_1_1[code] ?? 5));
