import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { AwsClient } from "aws4fetch";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { openStore } from "./open.ts";
import { sftpServer } from "./testing.ts";

let folder: string;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hai-dang-stores-"));
});
afterAll(async () => {
  for (const end of ends) await end();
  await rm(folder, { recursive: true, force: true });
});

const places: Record<string, () => Promise<string>> = {
  "a folder": async () => join(folder, "plain"),
  "an SFTP server": async () => {
    const server = await sftpServer(join(folder, "sftp"));
    ends.push(server.end);
    return `sftp://tinh:mat%20khau@127.0.0.1:${server.port}/sao-luu?hostKey=${server.hostKey}`;
  },
  "an S3 store": async () => {
    const { server, port } = await s3Server();
    ends.push(() => new Promise((resolve) => server.close(() => resolve())));
    return `s3://KEY:SECRET@127.0.0.1:${port}/tinh/sao-luu?tls=no`;
  },
};

describe.each(Object.entries(places))("%s", (name, place) => {
  it("gives back what was put, lists it, replaces it and forgets it", { timeout: 60_000 }, async () => {
    const address = await place();
    const store = await openStore(address);
    expect(store.shown).not.toContain("SECRET");
    expect(store.shown).not.toContain("mat");
    const file = join(folder, "file");
    // Above one part of an upload in pieces, and no whole number of them.
    const large = randomBytes((name === "an S3 store" ? 70 * 1024 : 300) * 1024 + 7);
    await writeFile(file, large);
    await store.put("base/1/base.tar", file);
    await writeFile(file, "small");
    await store.put("base/1/manifest.json", file);
    await store.put("wal/000000010000000000000001", file);
    await writeFile(file, "other");
    await store.put("wal/000000010000000000000001", file);
    const names = (await store.list("base")).map(({ name, bytes }) => [name, bytes]).toSorted();
    expect(names).toEqual([
      ["base/1/base.tar", large.length],
      ["base/1/manifest.json", 5],
    ]);
    expect((await buffer(await store.get("base/1/base.tar"))).equals(large)).toBe(true);
    expect((await buffer(await store.get("wal/000000010000000000000001"))).toString()).toBe("other");
    await store.remove("base/1/base.tar");
    await store.remove("base/1/base.tar");
    expect(await store.list("base")).toHaveLength(1);
    await expect((async () => buffer(await store.get("base/1/base.tar")))()).rejects.toThrow();
    await store.end();
  });
});

test("a machine that cannot show the right host key gets nothing", { timeout: 30_000 }, async () => {
  const server = await sftpServer(join(folder, "other"));
  ends.push(server.end);
  const address = `sftp://tinh:mat%20khau@127.0.0.1:${server.port}/x`;
  await expect(openStore(address)).rejects.toThrow(/without its host key/);
  await expect(openStore(`${address}?hostKey=SHA256:${"A".repeat(43)}`)).rejects.toThrow();
  expect(await readdir(join(folder, "other"))).toEqual([]);
});

test("an S3 store that refuses is told by its own word", { timeout: 30_000 }, async () => {
  const { server, port } = await s3Server();
  ends.push(() => new Promise((resolve) => server.close(() => resolve())));
  const store = await openStore(`s3://KEY:WRONG@127.0.0.1:${port}/tinh/x?tls=no`);
  await expect(store.list("base")).rejects.toThrow("403 SignatureDoesNotMatch");
});

test("an address of no kind is answered with those that there are", async () => {
  await expect(openStore("ftp://host/x")).rejects.toThrow("Backups cannot go to ftp:");
});

/** The part of S3 that backups use, on loopback; signatures are checked by signing the same request again. */
async function s3Server(): Promise<{ server: HttpServer; port: number }> {
  const files = new Map<string, Buffer>();
  const uploads = new Map<string, Buffer[]>();
  const signer = new AwsClient({
    accessKeyId: "KEY",
    secretAccessKey: "SECRET",
    service: "s3",
    region: "us-east-1",
  });
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", `http://${request.headers.host}`);
    const body = await buffer(request);
    const end = (status: number, text: string | Buffer = "", headers: Record<string, string> = {}) =>
      response.writeHead(status, headers).end(text);
    const again = await signer.sign(url.href, {
      method: request.method,
      headers: { "x-amz-content-sha256": `${request.headers["x-amz-content-sha256"]}` },
      aws: { datetime: `${request.headers["x-amz-date"]}` },
    });
    const signed = (text: string | null | undefined) => text?.match(/Signature=(\w+)/)?.[1];
    if (signed(again.headers.get("authorization")) !== signed(request.headers.authorization))
      return end(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
    const key = decodeURIComponent(url.pathname);
    if (url.searchParams.get("list-type")) return end(200, page(url));
    if (url.searchParams.has("uploads")) {
      uploads.set(key, []);
      return end(
        200,
        "<InitiateMultipartUploadResult><UploadId>u/1</UploadId></InitiateMultipartUploadResult>",
      );
    }
    const part = Number(url.searchParams.get("partNumber"));
    if (part) {
      (uploads.get(key) as Buffer[])[part - 1] = body;
      return end(200, "", { etag: `"${createHash("md5").update(body).digest("hex")}"` });
    }
    if (request.method === "POST") {
      files.set(key, Buffer.concat(uploads.get(key) ?? []));
      return end(200, "<CompleteMultipartUploadResult/>");
    }
    if (request.method === "PUT") files.set(key, body);
    if (request.method === "DELETE") files.delete(key);
    if (request.method !== "GET") return end(request.method === "PUT" ? 200 : 204);
    const found = files.get(key);
    return found ? end(200, found) : end(404, "<Error><Code>NoSuchKey</Code></Error>");
  });
  const page = (url: URL) => {
    const prefix = `${url.pathname}/${url.searchParams.get("prefix")}`;
    const all = [...files].filter(([key]) => key.startsWith(prefix)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    // One a page, so that the next one must be asked for.
    const from = Number(url.searchParams.get("continuation-token") ?? 0);
    const rows = all
      .slice(from, from + 1)
      .map(
        ([key, bytes]) =>
          `<Contents><Key>${key.slice(url.pathname.length + 1)}</Key><Size>${bytes.length}</Size><LastModified>2026-11-30T00:00:00Z</LastModified></Contents>`,
      );
    const next = from + 1 < all.length ? `<NextContinuationToken>${from + 1}</NextContinuationToken>` : "";
    return `<ListBucketResult>${rows.join("")}${next}</ListBucketResult>`;
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}
