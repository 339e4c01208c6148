import { createHash, generateKeyPairSync } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import ssh2, { type Attributes, type SFTPWrapper } from "ssh2";

const { Server, utils } = ssh2;
const { STATUS_CODE, flagsToString } = utils.sftp;

/** A real SSH server with the part of SFTP that backups use, over a folder. One account: tinh, "mat khau". */
export async function sftpServer(
  folder: string,
): Promise<{ port: number; hostKey: string; end(): Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const parsed = utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const hostKey = createHash("sha256").update(parsed.getPublicSSH()).digest("base64").replace(/=+$/, "");
  const server = new Server({ hostKeys: [privateKey] }, (client) => {
    client.on("error", () => {});
    client.on("authentication", (context) =>
      context.method === "password" && context.username === "tinh" && context.password === "mat khau"
        ? context.accept()
        : context.reject(["password"]),
    );
    client.on("ready", () =>
      client.on("session", (accept) => accept().on("sftp", (take) => serve(take(), folder))),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: `SHA256:${hostKey}`,
    end: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function serve(sftp: SFTPWrapper, folder: string): void {
  const open_: (FileHandle | { names: string[]; path: string })[] = [];
  const at = (path: string) => join(folder, normalize(`/${path}`));
  const handleOf = (handle: Buffer) => open_[handle.readUInt32BE(0)];
  const give = (entry: FileHandle | { names: string[]; path: string }) => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(open_.push(entry) - 1);
    return handle;
  };
  /** Answers with what the work says, or with "no such file". */
  const answer = (id: number, work: () => Promise<void>) =>
    void work().catch((error: NodeJS.ErrnoException) =>
      sftp.status(id, error.code === "ENOENT" ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE),
    );
  const done = (id: number, work: () => Promise<unknown>) =>
    answer(id, async () => {
      await work();
      sftp.status(id, STATUS_CODE.OK);
    });
  const look = (id: number, path: string) =>
    answer(id, async () => sftp.attrs(id, await attributes(at(path))));
  sftp
    .on("OPEN", (id, path, flags) =>
      answer(id, async () =>
        sftp.handle(id, give(await open(at(path), flagsToString(flags) ?? constants.O_RDONLY))),
      ),
    )
    .on("READ", (id, handle, offset, length) =>
      answer(id, async () => {
        const bytes = Buffer.alloc(length);
        const { bytesRead } = await (handleOf(handle) as FileHandle).read(bytes, 0, length, offset);
        if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
        else sftp.data(id, bytes.subarray(0, bytesRead));
      }),
    )
    .on("WRITE", (id, handle, offset, data) =>
      done(id, () => (handleOf(handle) as FileHandle).write(data, 0, data.length, offset)),
    )
    .on("FSTAT", (id, handle) =>
      answer(id, async () => {
        const { size, mode, mtimeMs } = await (handleOf(handle) as FileHandle).stat();
        sftp.attrs(id, { mode, uid: 0, gid: 0, size, atime: 0, mtime: Math.floor(mtimeMs / 1_000) });
      }),
    )
    .on("FSETSTAT", (id) => sftp.status(id, STATUS_CODE.OK))
    .on("SETSTAT", (id) => sftp.status(id, STATUS_CODE.OK))
    .on("CLOSE", (id, handle) =>
      done(id, async () => {
        const entry = handleOf(handle);
        if (entry && "close" in entry) await entry.close();
      }),
    )
    .on("STAT", look)
    .on("LSTAT", look)
    .on("OPENDIR", (id, path) =>
      answer(id, async () => sftp.handle(id, give({ names: await readdir(at(path)), path: at(path) }))),
    )
    .on("READDIR", (id, handle) =>
      answer(id, async () => {
        const entry = handleOf(handle) as { names: string[]; path: string };
        const names = entry.names.splice(0);
        if (names.length === 0) return void sftp.status(id, STATUS_CODE.EOF);
        const rows = names.map(async (filename) => {
          const attrs = await attributes(join(entry.path, filename));
          const kind = (attrs.mode & constants.S_IFMT) === constants.S_IFDIR ? "d" : "-";
          return { filename, longname: `${kind}rw------- 1 0 0 0 Jan 1 00:00 ${filename}`, attrs };
        });
        sftp.name(id, await Promise.all(rows));
      }),
    )
    .on("MKDIR", (id, path) => done(id, () => mkdir(at(path))))
    .on("REMOVE", (id, path) => done(id, () => rm(at(path))))
    .on("RENAME", (id, from, to) => done(id, () => rename(at(from), at(to))))
    .on("REALPATH", (id, path) =>
      sftp.name(id, [{ filename: normalize(`/${path}`), longname: path, attrs: {} as Attributes }]),
    );
}

async function attributes(path: string): Promise<Attributes> {
  const { size, mode, mtimeMs } = await stat(path);
  return { mode, uid: 0, gid: 0, size, atime: 0, mtime: Math.floor(mtimeMs / 1_000) };
}
