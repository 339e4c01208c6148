import { BlockList, isIP } from "node:net";

type Net = readonly [address: string, bits: number];
const netsOf = (nets: readonly Net[]): BlockList => {
  const list = new BlockList();
  for (const [address, bits] of nets) list.addSubnet(address, bits, isIP(address) === 4 ? "ipv4" : "ipv6");
  return list;
};

const LOOPBACK = netsOf([
  ["127.0.0.0", 8],
  ["::1", 128],
]);
/**
 * Never anybody's server that a message goes to: this machine, link-local (with the metadata service of clouds), the
 * metadata services elsewhere, multicast, reserved, and IPv6 that carries an IPv4 address inside.
 */
const NEVER = netsOf([
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["192.0.0.0", 24],
  ["224.0.0.0", 3],
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["fd00:ec2::", 32],
  ["fd20:ce::", 32],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
]);
/** Networks of one's own: private, shared, documentation, benchmarks. */
const INNER = netsOf([
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["172.16.0.0", 12],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["3fff::", 20],
]);
/** Of IPv6 only 2000::/3 is given out. */
const GLOBAL6 = netsOf([["2000::", 3]]);
const MAPPED6 = netsOf([["::ffff:0:0", 96]]);

const plain = (address: string) => address.split("%")[0] as string;
/** A list of IPv4 networks also answers for the same address written as IPv6 (::ffff:10.0.0.1). */
const has = (list: BlockList, address: string) => list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");

/** Whether nothing may ever be sent there. What is no address is there too. */
export function isNever(given: string): boolean {
  const address = plain(given);
  if (isIP(address) === 0) return true;
  if (isIP(address) === 6 && has(MAPPED6, address)) return isNever(dotted(address));
  return has(NEVER, address);
}

/** Whether an address (not a name) lies in a network of one's own, or in none. */
export function isInner(given: string): boolean {
  const address = plain(given);
  if (isNever(address)) return true;
  if (isIP(address) === 4) return has(INNER, address);
  if (has(MAPPED6, address)) return isInner(dotted(address));
  return !has(GLOBAL6, address) || has(INNER, address);
}

export const isLoopback = (address: string): boolean =>
  isIP(plain(address)) !== 0 && has(LOOPBACK, plain(address));

/** ::ffff:7f00:1 → 127.0.0.1 */
function dotted(mapped: string): string {
  const { hostname } = new URL(`http://[${mapped}]/`);
  const [high = 0, low = 0] = hostname
    .slice(1, -1)
    .split(":")
    .slice(-2)
    .map((part) => Number.parseInt(part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** A list of networks as a setting has it: `10.1.2.0/24,192.168.7.5,fd12::/48`. undefined: it is not one, or names what is never allowed. */
export function readNets(text: string): Net[] | undefined {
  const nets: Net[] = [];
  for (const part of text.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const [address = "", given] = part.split("/");
    const most = isIP(address) === 4 ? 32 : 128;
    const bits = given === undefined ? most : Number(given);
    // A net as wide as 8 bits (IPv6: 16) is the widest that anybody owns.
    const least = most === 32 ? 8 : 16;
    if (isIP(address) === 0 || !Number.isInteger(bits) || bits < least || bits > most) return undefined;
    if (isNever(address)) return undefined;
    nets.push([address, bits]);
  }
  return nets;
}

export type Nets = readonly Net[];
export const listOf = netsOf;
/** Whether the list has the address, however it is written. */
export const contains = (list: BlockList, address: string): boolean =>
  isIP(plain(address)) !== 0 && has(list, plain(address));
