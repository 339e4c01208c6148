import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

/** Browsers of phones take no certificate that is good for longer. */
const DAYS = 820;
const DAY_MS = 86_400_000;

export type Made = {
  /** Key and certificate of the server, then that of its authority, PEM. */
  server: string;
  /** What a machine that is to trust the server takes in, PEM. */
  authority: string;
};

/**
 * A certificate for these names and addresses, signed by an authority made for it alone. The authority's key is kept
 * nowhere: who trusts it trusts this one server, and nobody can have anything else signed.
 */
export function makeCertificate(names: readonly string[], now: number): Made {
  const [authorityKey, serverKey] = [keys(), keys()];
  const span = { from: new Date(now - DAY_MS), to: new Date(now + DAYS * DAY_MS) };
  const authorityName = `Hai Dang ${createHash("sha256").update(spki(authorityKey.publicKey)).digest("hex").slice(0, 8)}`;
  const common = { issuer: authorityName, by: authorityKey.privateKey, ...span };
  const authority = certificate({
    ...common,
    subject: authorityName,
    key: authorityKey.publicKey,
    // RFC 5280: basicConstraints, an authority for servers only; keyUsage keyCertSign.
    extensions: [
      extension("551d13", seq(hex("0101ff"), hex("020100"))),
      extension("551d0f", hex("03020204")),
    ],
  });
  const server = certificate({
    ...common,
    subject: "Hai Dang",
    key: serverKey.publicKey,
    extensions: [
      extension("551d13", seq()),
      // digitalSignature; extendedKeyUsage serverAuth; subjectAltName.
      extension("551d0f", hex("03020780")),
      extension("551d25", seq(tlv(0x06, hex("2b06010505070301")))),
      extension("551d11", seq(...names.map(altName))),
    ],
  });
  const key = serverKey.privateKey.export({ type: "pkcs8", format: "pem" });
  return { server: `${key}${pem(server)}${pem(authority)}`, authority: pem(authority) };
}

type Content = {
  issuer: string;
  subject: string;
  key: KeyObject;
  by: KeyObject;
  from: Date;
  to: Date;
  extensions: Buffer[];
};

const keys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const spki = (key: KeyObject) => key.export({ type: "spki", format: "der" });
/** ecdsa-with-SHA256 */
const ALGORITHM = () => seq(tlv(0x06, hex("2a8648ce3d040302")));

/** X.509 v3 in DER (X.690, RFC 5280 4.1). */
function certificate({ issuer, subject, key, by, from, to, extensions }: Content): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40;
  const body = seq(
    tlv(0xa0, hex("020102")),
    tlv(0x02, serial),
    ALGORITHM(),
    nameOf(issuer),
    seq(time(from), time(to)),
    nameOf(subject),
    spki(key),
    tlv(0xa3, seq(...extensions)),
  );
  return seq(body, ALGORITHM(), tlv(0x03, Buffer.concat([hex("00"), sign("sha256", body, by)])));
}

function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

const hex = (text: string) => Buffer.from(text, "hex");
const seq = (...parts: Buffer[]) => tlv(0x30, ...parts);
/** A common name alone. */
const nameOf = (text: string) => seq(tlv(0x31, seq(tlv(0x06, hex("550403")), tlv(0x0c, Buffer.from(text)))));
/** Critical where the standard wants it: constraints and usage. */
function extension(oid: string, value: Buffer): Buffer {
  const critical = oid === "551d13" || oid === "551d0f" ? [hex("0101ff")] : [];
  return seq(tlv(0x06, hex(oid)), ...critical, tlv(0x04, value));
}
const time = (at: Date) => tlv(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));

function altName(name: string): Buffer {
  const kind = isIP(name);
  if (kind === 0) return tlv(0x82, Buffer.from(name));
  return tlv(0x87, kind === 4 ? Buffer.from(name.split(".").map(Number)) : bytesOf6(name));
}

function bytesOf6(address: string): Buffer {
  const { hostname } = new URL(`http://[${address}]`);
  const [head = "", tail = ""] = hostname.slice(1, -1).split("::");
  const groups = (text: string) => text.split(":").filter(Boolean);
  const [first, last] = [groups(head), groups(tail)];
  const all = [...first, ...Array(8 - first.length - last.length).fill("0"), ...last];
  return Buffer.concat(all.map((group) => hex(group.padStart(4, "0"))));
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
