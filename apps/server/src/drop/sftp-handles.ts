import type { FileHandle } from "node:fs/promises";
import type { StoredFile } from "./drop-store.ts";
import { Refusal, status } from "./refusal.ts";
import type { Upload } from "./upload.ts";

/** What a client has open. */
export type OpenThing =
  | { readonly kind: "upload"; readonly upload: Upload }
  | { readonly kind: "reading"; readonly file: FileHandle }
  | { readonly kind: "listing"; files: readonly StoredFile[] | undefined };

/** The handles of one session. */
export interface SftpHandles {
  readonly add: (thing: OpenThing) => Buffer;
  /** @throws Refusal for a handle that is not open */
  readonly find: (handle: Buffer) => OpenThing;
  /** The thing, no longer open. @throws Refusal */
  readonly take: (handle: Buffer) => OpenThing;
  readonly takeAll: () => readonly OpenThing[];
  readonly checkRoom: () => void;
}

export function createSftpHandles(most: number): SftpHandles {
  const things = new Map<string, OpenThing>();
  let next = 0;
  const find = (handle: Buffer): OpenThing => {
    const thing = things.get(handle.toString("hex"));
    if (thing === undefined) throw new Refusal(status.FAILURE, "This handle is not open");
    return thing;
  };
  return {
    add: (thing) => {
      next += 1;
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(next >>> 0);
      things.set(handle.toString("hex"), thing);
      return handle;
    },
    find,
    take: (handle) => {
      const thing = find(handle);
      things.delete(handle.toString("hex"));
      return thing;
    },
    takeAll: () => {
      const all = [...things.values()];
      things.clear();
      return all;
    },
    checkRoom: () => {
      if (things.size >= most) throw new Refusal(status.FAILURE, "Too many files are open at once");
    },
  };
}
