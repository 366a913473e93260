import { crc32, deflateRawSync } from "node:zlib";
import type { Files } from "./edit-files.ts";
import type { Packing } from "./read-case.ts";

/** Packs the files as one ZIP, whole or damaged in the way that `packing` names. The first file takes the damage. */
export function makeZip(files: Files, packing: Packing): Buffer {
  const entries = [...files].map(([name, data]) =>
    entryOf(name, data, files.keys().next().value === name ? packing : "zip"),
  );
  const first = entries[0];
  const all = packing === "zip-twice" && first !== undefined ? [...entries, first] : entries;
  const locals = all.map((entry) => entry.local);
  let offset = 0;
  const centrals = all.map((entry) => {
    const at = offset;
    offset += entry.local.length;
    return entry.central(at);
  });
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(all.length, 8);
  end.writeUInt16LE(all.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  const zip = Buffer.concat([...locals, directory, end]);
  if (packing === "zip-text-mode")
    return Buffer.from(zip.toString("latin1").replaceAll("\n", "\r\n"), "latin1");
  return packing === "zip-without-end" ? zip.subarray(0, zip.length - 1024) : zip;
}

interface ZipEntry {
  readonly local: Buffer;
  readonly central: (offset: number) => Buffer;
}

const encryptedFlag = 0x0001;
const utf8Flag = 0x0800;
const ordinaryFile = 0o100644;
const symbolicLink = 0o120777;

function entryOf(name: string, content: Buffer, packing: Packing): ZipEntry {
  // 64 MiB of nothing pack into 64 kB: a thousand to one.
  const data = packing === "zip-bomb" ? Buffer.alloc(64 * 1024 * 1024, ",") : content;
  const packed = deflateRawSync(data);
  const path = Buffer.from(name);
  const fixed = Buffer.alloc(26);
  fixed.writeUInt16LE(20, 0);
  fixed.writeUInt16LE(packing === "zip-encrypted" ? utf8Flag | encryptedFlag : utf8Flag, 2);
  fixed.writeUInt16LE(8, 4);
  fixed.writeUInt32LE(0x5d7a_6000, 6);
  fixed.writeUInt32LE((crc32(data) ^ (packing === "zip-bad-crc" ? 1 : 0)) >>> 0, 10);
  fixed.writeUInt32LE(packed.length, 14);
  fixed.writeUInt32LE(data.length, 18);
  fixed.writeUInt16LE(path.length, 22);
  const mode = packing === "zip-symlink" ? symbolicLink : ordinaryFile;
  return {
    local: Buffer.concat([Buffer.from("PK\x03\x04"), fixed, path, packed]),
    central: (offset) => {
      const head = Buffer.alloc(46);
      head.writeUInt32LE(0x02014b50, 0);
      head.writeUInt16LE(0x0314, 4);
      fixed.copy(head, 6);
      head.writeUInt32LE((mode << 16) >>> 0, 38);
      head.writeUInt32LE(offset, 42);
      return Buffer.concat([head, path]);
    },
  };
}
