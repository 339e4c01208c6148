import fc from "fast-check";
import { generate, type Packet } from "mqtt-packet";
import { expect, test } from "vitest";
import { FrameReader, type Publish } from "./frames.ts";

const LARGEST = 2_000;

/** @param most packets that are taken at once; what is left over is brought again */
function read(chunks: Buffer[], version: 4 | 5, { mostQos, most }: { mostQos?: 1 | 2; most?: number } = {}) {
  const found: string[] = [];
  const reader = new FrameReader(version, { largest: LARGEST, mostQos });
  let taken = 0;
  const on = {
    publish: (p: Publish) => {
      taken++;
      found.push(`${p.topic} ${p.qos} ${p.id} ${p.retained} ${p.size} ${p.payload.toString("hex")}`);
    },
    packet: (bytes: Buffer) => {
      taken++;
      found.push(bytes.toString("hex"));
    },
    full: () => most !== undefined && taken >= most,
  };
  for (const chunk of chunks)
    for (let rest = chunk; rest.length > 0; ) {
      taken = 0;
      rest = rest.subarray(reader.push(rest, on));
      // A packet that an earlier chunk began ends whatever is full.
      if (most !== undefined) expect(taken).toBeLessThanOrEqual(most + 1);
    }
  return found;
}

const packetOf = fc.record({
  topic: fc.string({ minLength: 1, maxLength: 300 }).filter((t) => !/[+#\0]/.test(t) && t.isWellFormed()),
  payload: fc.uint8Array({ maxLength: 6_000 }),
  qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
  messageId: fc.integer({ min: 1, max: 65_535 }),
  retain: fc.boolean(),
  ping: fc.boolean(),
});

test.each([4, 5] as const)("MQTT %i: however the bytes are cut, the same packets are read", (version) => {
  fc.assert(
    fc.property(
      fc.array(packetOf, { maxLength: 8 }),
      fc.array(fc.nat(20_000), { maxLength: 40 }),
      (packets, cuts) => {
        const bytes: Buffer[] = [];
        const wanted: string[] = [];
        for (const { topic, payload, qos, messageId, retain, ping } of packets) {
          const properties =
            version === 5 ? { userProperties: { a: "x".repeat(messageId % 200) } } : undefined;
          const body = Buffer.from(payload);
          const packet = {
            cmd: "publish",
            topic,
            payload: body,
            qos,
            retain,
            dup: false,
            messageId,
            properties,
          };
          const frame = generate(packet as Packet, { protocolVersion: version });
          bytes.push(frame);
          const id = qos === 0 ? 0 : messageId;
          // Larger ones are cut only beyond 80 KB, which these are not.
          wanted.push(`${topic} ${qos} ${id} ${retain} ${body.length} ${body.toString("hex")}`);
          if (!ping) continue;
          bytes.push(Buffer.from([0xd0, 0]));
          wanted.push("d000");
        }
        const all = Buffer.concat(bytes);
        const at = [...new Set(cuts.filter((c) => c < all.length))].sort((a, b) => a - b);
        const chunks = [0, ...at].map((from, i) => all.subarray(from, at[i] ?? all.length));
        expect(read(chunks, version, { mostQos: 2 })).toEqual(wanted);
        expect(read(chunks, version, { mostQos: 2, most: 1 })).toEqual(wanted);
      },
    ),
    { numRuns: 300 },
  );
});

test("a packet that is too large leaves its beginning, and the next is read", () => {
  const large = Buffer.alloc(500_000, 0x61);
  const packet = {
    cmd: "publish",
    topic: "t",
    payload: large,
    qos: 1,
    messageId: 7,
    retain: false,
    dup: false,
  };
  const all = Buffer.concat([generate(packet as Packet), Buffer.from([0xd0, 0])]);
  for (const step of [1_000, 65_536, 300_000]) {
    const chunks: Buffer[] = [];
    for (let i = 0; i < all.length; i += step) chunks.push(all.subarray(i, i + step));
    const [publish, ping] = read(chunks, 4);
    expect(publish?.slice(0, 20)).toBe("t 1 7 false 500000 6");
    expect(publish?.length).toBeLessThan(200_000);
    expect(ping).toBe("d000");
  }
});

test("bytes that are no MQTT are refused, not waited for", () => {
  const wrong = [
    [0x30, 0xff, 0xff, 0xff, 0xff, 0x01],
    [0x30, 0x02, 0x00, 0x09],
    [0x32, 0x03, 0x00, 0x01, 0x61],
    [0x34, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01],
    [0x90, 0xff, 0xff, 0x7f, ...Buffer.alloc(90_000)],
  ];
  for (const bytes of wrong)
    expect(() => read([Buffer.from(bytes)], 4), bytes.slice(0, 6).join()).toThrow(/MQTT|PUBLISH/);
  expect(() => read([Buffer.from([0x30, 0x04, 0x00, 0x01, 0x61, 0x05])], 5)).toThrow(/properties/);
});
