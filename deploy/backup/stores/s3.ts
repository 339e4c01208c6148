import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { AwsClient } from "aws4fetch";
import { XMLParser } from "fast-xml-parser";
import type { Store, Stored, StoreKind } from "./store.ts";

/** Parts of one upload: a store takes at most 10,000, so 640 GB. */
const PART_BYTES = 64 * 1024 * 1024;
const xml = new XMLParser({ parseTagValue: false, isArray: (name) => name === "Contents" });

/** An S3-compatible store. `?tls=no` for one that speaks plain HTTP inside the centre; `?region=` where it asks for one. */
export default {
  protocol: "s3:",
  example: "s3://KEY:SECRET@host/bucket/folder",
  async open(address): Promise<Store> {
    const scheme = address.searchParams.get("tls") === "no" ? "http" : "https";
    const [, bucket = "", ...rest] = address.pathname.split("/");
    const prefix = rest.filter(Boolean).join("/");
    const base = `${scheme}://${address.host}/${bucket}`;
    const client = new AwsClient({
      accessKeyId: decodeURIComponent(address.username),
      secretAccessKey: decodeURIComponent(address.password),
      service: "s3",
      region: address.searchParams.get("region") ?? "us-east-1",
      retries: 3,
    });
    const keyOf = (name: string) => (prefix ? `${prefix}/${name}` : name);
    const urlOf = (name: string) => `${base}/${keyOf(name).split("/").map(encodeURIComponent).join("/")}`;
    const ask = async (url: string, init?: RequestInit) => {
      const answer = await client.fetch(url, init);
      if (answer.ok) return answer;
      const { Error: problem } = xml.parse(await answer.text().catch(() => "")) as {
        Error?: { Code?: string };
      };
      throw new Error(`The store answered ${answer.status} ${problem?.Code ?? ""}`.trim());
    };
    return {
      shown: `s3://${address.host}/${bucket}/${prefix}`,
      put: (name, file) => upload(urlOf(name), file, ask),
      async get(name) {
        const { body } = await ask(urlOf(name));
        return body ? Readable.fromWeb(body as unknown as WebStream) : Readable.from([]);
      },
      async list(folder) {
        const found: Stored[] = [];
        for (let token: string | undefined = ""; token !== undefined; ) {
          const query = new URLSearchParams({ "list-type": "2", prefix: `${keyOf(folder)}/` });
          if (token) query.set("continuation-token", token);
          const page = xml.parse(await (await ask(`${base}?${query}`)).text()) as Page;
          for (const { Key, Size, LastModified } of page.ListBucketResult.Contents ?? [])
            found.push({
              name: Key.slice(prefix ? prefix.length + 1 : 0),
              bytes: Number(Size),
              at: Date.parse(LastModified),
            });
          token = page.ListBucketResult.NextContinuationToken || undefined;
        }
        return found;
      },
      remove: async (name) => void (await ask(urlOf(name), { method: "DELETE" })),
      end: async () => {},
    };
  },
} satisfies StoreKind;

type Page = {
  ListBucketResult: {
    Contents?: { Key: string; Size: string; LastModified: string }[];
    NextContinuationToken?: string;
  };
};

type Ask = (url: string, init?: RequestInit) => Promise<Response>;

/** In parts, so that no size is too large and a part that fails is sent again by itself. */
async function upload(url: string, file: string, ask: Ask): Promise<void> {
  const { size } = await stat(file);
  const handle = await open(file, "r");
  try {
    if (size <= PART_BYTES)
      return void (await ask(url, { method: "PUT", body: await part(handle, 0, size) }));
    const begun = xml.parse(await (await ask(`${url}?uploads=`, { method: "POST" })).text()) as {
      InitiateMultipartUploadResult: { UploadId: string };
    };
    const id = encodeURIComponent(begun.InitiateMultipartUploadResult.UploadId);
    const tags: string[] = [];
    for (let from = 0, n = 1; from < size; from += PART_BYTES, n++) {
      const body = await part(handle, from, Math.min(PART_BYTES, size - from));
      const answer = await ask(`${url}?partNumber=${n}&uploadId=${id}`, { method: "PUT", body });
      tags.push(`<Part><PartNumber>${n}</PartNumber><ETag>${answer.headers.get("etag") ?? ""}</ETag></Part>`);
    }
    const body = `<CompleteMultipartUpload>${tags.join("")}</CompleteMultipartUpload>`;
    await ask(`${url}?uploadId=${id}`, { method: "POST", body });
  } finally {
    await handle.close();
  }
}

async function part(
  handle: Awaited<ReturnType<typeof open>>,
  from: number,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = new Uint8Array(bytes);
  let got = 0;
  while (got < bytes) {
    const { bytesRead } = await handle.read(buffer, got, bytes - got, from + got);
    if (bytesRead === 0) throw new Error("The file became shorter while it was sent.");
    got += bytesRead;
  }
  return buffer;
}
