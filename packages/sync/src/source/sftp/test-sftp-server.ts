import { type AddressInfo, createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";
import ssh2, {
  type Attributes,
  type AuthContext,
  type Connection as ClientConnection,
  type SFTPWrapper,
} from "ssh2";
import { makeSshKeyPair } from "../../keys/ssh-key-pair.ts";
import { hostKeyOf } from "./host-key.ts";

/** A file of the stand-in; seconds since 1970, as the protocol has it. */
export interface StoredFile {
  bytes: Buffer;
  mtime: number;
}

/** What the stand-in does that OpenSSH never would. All is changed while it runs. */
export interface Mischief {
  /** Each answer to a read comes so much later. */
  readMs?: number;
  /** Refuses to read while another read is under way. */
  dislikesMany?: boolean;
  /** Gives at most so many bytes a read. */
  mostBytes?: number;
  /** Called before each read; `false` leaves it without an answer, `cut` ends the connection. */
  onRead?: (path: string, position: number) => "answer" | "silence" | "cut";
  /** Called after a listing has ended. */
  onListed?: (times: number) => void;
  /** Tells size 0 for every file. */
  hidesSize?: boolean;
  /** Leaves size and time out of the listing. */
  hidesListing?: boolean;
  /** Fails after so many names of a listing. */
  failsAfter?: number;
  /** Lets nobody list the folder. */
  isClosed?: boolean;
  /** Ends no listing. */
  isEndless?: boolean;
  /** Offers no other sign-in than questions and answers. */
  asksOnly?: boolean;
  /** A key alone does not open it: the password is asked for as well. */
  wantsBoth?: boolean;
  /** Ends the connection in place of an answer to a password. */
  dropsSignIn?: boolean;
}

export interface TestSftpServer {
  readonly port: number;
  readonly fingerprint: string;
  readonly files: Map<string, StoredFile>;
  readonly mischief: Mischief;
  /** Public keys that open it, as in `authorized_keys`. */
  readonly authorized: Set<string>;
  /** Each way and password that was tried, in order, and how often somebody connected. */
  readonly tried: string[];
  /** Ends all connections at once. */
  readonly cut: () => void;
  readonly counts: { connections: number; reads: number; mostAtOnce: number };
}

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
export const goodPassword = "Sesame-1";

/** A stand-in for SFTP servers with oddities, on loopback; one folder, `/out`. Ends with the test. */
export async function startSftpServer(t: TestContext, mischief: Mischief = {}): Promise<TestSftpServer> {
  const key = makeSshKeyPair();
  const files = new Map<string, StoredFile>();
  const state = {
    files,
    mischief,
    authorized: new Set<string>(),
    tried: [] as string[],
    counts: { connections: 0, reads: 0, mostAtOnce: 0 },
  };
  const server = new ssh2.Server({ hostKeys: [key.privateKey] }, (client) => serve(client, state));
  const sockets = new Set<Socket>();
  // Answers are small: waiting for more to send would cost 40 ms each.
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    server.injectSocket(socket);
  });
  await new Promise<void>((done) => void listener.listen(0, "127.0.0.1", done));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  t.after(() => {
    cut();
    listener.close();
  });
  const { fingerprint } = hostKeyOf(Buffer.from(key.publicKey.split(" ")[1] ?? "", "base64"));
  return { ...state, cut, port: (listener.address() as AddressInfo).port, fingerprint };
}

type State = Pick<TestSftpServer, "files" | "mischief" | "authorized" | "tried" | "counts">;

function serve(client: ClientConnection, state: State): void {
  state.counts.connections += 1;
  client.on("error", () => undefined);
  client.on("authentication", (context) => {
    if (context.method === "none" || state.mischief.dropsSignIn !== true) return judgeSignIn(context, state);
    state.tried.push(context.method);
    client.end();
  });
  client.on("session", (accept) =>
    accept().on("sftp", (acceptSftp) => serveFiles(acceptSftp(), client, state)),
  );
}

function judgeSignIn(context: AuthContext, { tried, mischief, authorized }: State): void {
  const offered =
    mischief.asksOnly === true ? ["keyboard-interactive" as const] : (["publickey", "password"] as const);
  if (context.method === "publickey") {
    const shown = context.key.data.toString("base64");
    // Whether the signature is right is for real servers to judge.
    const isKnown = [...authorized].some((line) => line.split(" ")[1] === shown);
    if (isKnown && mischief.wantsBoth !== true) context.accept();
    else context.reject(isKnown ? ["password"] : [...offered], isKnown);
    return;
  }
  if (context.method === "keyboard-interactive" && mischief.asksOnly === true) {
    context.prompt([{ prompt: "Password: ", echo: false }], (answers) => {
      tried.push(`asked ${answers.join()}`);
      if (answers[0] === goodPassword) context.accept();
      else context.reject([...offered]);
    });
    return;
  }
  if (context.method !== "none")
    tried.push(`${context.method} ${"password" in context ? context.password : ""}`);
  if (context.method === "password" && context.password === goodPassword) context.accept();
  else context.reject([...offered]);
}

/** What a client has open: a file as it was when it was opened, or a listing that is being given. */
interface Opened {
  readonly path: string;
  readonly bytes?: Buffer;
  readonly names?: string[];
  given: number;
}

function serveFiles(sftp: SFTPWrapper, client: ClientConnection, state: State): void {
  const { files, mischief } = state;
  const opened: Opened[] = [];
  const note = (one: Opened): Buffer => Buffer.from([opened.push(one) - 1]);
  const find = (handle: Buffer): Opened | undefined => opened[handle[0] ?? -1];
  const tell = (id: number, path: string): void => {
    const attrs = attributesOf(path, state);
    if (attrs === undefined) sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    else sftp.attrs(id, attrs);
  };
  sftp.on("STAT", tell).on("LSTAT", tell);
  sftp.on("FSTAT", (id, handle) => {
    const { path = "", bytes } = find(handle) ?? {};
    const size = mischief.hidesSize === true ? 0 : (bytes?.length ?? 0);
    sftp.attrs(id, attributes(0o100644, size, files.get(path)?.mtime ?? 0));
  });
  sftp.on("OPENDIR", (id, path) => {
    if (mischief.isClosed === true) sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    else sftp.handle(id, note({ path, names: [...files.keys()], given: 0 }));
  });
  sftp.on("OPEN", (id, path, flags) => {
    const file = files.get(path);
    if (file === undefined || (flags & OPEN_MODE.WRITE) !== 0) sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    // An open file stays what it was, also when another takes its name.
    else sftp.handle(id, note({ path, given: 0, bytes: file.bytes }));
  });
  sftp.on("CLOSE", (id) => sftp.status(id, STATUS_CODE.OK));
  serveListings(sftp, state, find);
  serveReads(sftp, client, state, find);
}

function attributesOf(path: string, { files, mischief }: State): Attributes | undefined {
  if (path === "/out") return attributes(0o040755, 0, 0);
  const file = files.get(path);
  return file && attributes(0o100644, mischief.hidesSize === true ? 0 : file.bytes.length, file.mtime);
}

function serveListings(sftp: SFTPWrapper, state: State, find: (handle: Buffer) => Opened | undefined): void {
  const { mischief } = state;
  let listings = 0;
  sftp.on("READDIR", (id, handle) => {
    const listing = find(handle);
    const names = listing?.names?.splice(0, 100) ?? [];
    if (mischief.isEndless === true) names.push(...Array.from({ length: 100 }, (_, at) => `/out/${at}.txt`));
    if (listing !== undefined) listing.given += names.length;
    if (mischief.failsAfter !== undefined && (listing?.given ?? 0) > mischief.failsAfter) {
      sftp.status(id, STATUS_CODE.FAILURE);
    } else if (names.length === 0) {
      sftp.status(id, STATUS_CODE.EOF);
      listings += 1;
      mischief.onListed?.(listings);
    } else {
      sftp.name(
        id,
        names.map((path) => listed(path, mischief, attributesOf(path, state))),
      );
    }
  });
}

function serveReads(
  sftp: SFTPWrapper,
  client: ClientConnection,
  { mischief, counts }: State,
  find: (handle: Buffer) => Opened | undefined,
): void {
  let underWay = 0;
  sftp.on("READ", (id, handle, position, length) => {
    const { path = "", bytes = Buffer.alloc(0) } = find(handle) ?? {};
    counts.reads += 1;
    underWay += 1;
    counts.mostAtOnce = Math.max(counts.mostAtOnce, underWay);
    const done = mischief.onRead?.(path, position) ?? "answer";
    if (done === "cut") client.end();
    if (done !== "answer") return;
    const isDisliked = mischief.dislikesMany === true && underWay > 1;
    const answer = (): void => {
      underWay -= 1;
      const chunk = bytes.subarray(position, position + Math.min(length, mischief.mostBytes ?? length));
      if (isDisliked) sftp.status(id, STATUS_CODE.FAILURE);
      else if (chunk.length === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, chunk);
    };
    setTimeout(answer, mischief.readMs ?? 0);
  });
}

function attributes(mode: number, size: number, mtime: number): Attributes {
  return { mode, size, mtime, atime: mtime, uid: 0, gid: 0 };
}

function listed(path: string, mischief: Mischief, attrs: Attributes | undefined) {
  const filename = path.replace("/out/", "");
  const full = attrs ?? attributes(0o100644, 1, 0);
  const bare = { mode: undefined, size: undefined, mtime: undefined } as unknown as Attributes;
  return {
    filename,
    longname: `-rw-r--r-- 1 o o 1 Mar 2 05:00 ${filename}`,
    attrs: mischief.hidesListing === true ? bare : full,
  };
}
