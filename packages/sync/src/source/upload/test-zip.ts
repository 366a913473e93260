import { crc32, deflateRawSync } from "node:zlib";

/** An entry of a ZIP file made by hand, so that it may lie. */
export interface Forged {
  readonly name: string;
  readonly data: Buffer | string;
  readonly isStored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** What the headers say instead of the truth. */
  readonly said?: { readonly size?: number; readonly packed?: number; readonly crc?: number };
}

/** A ZIP file of these entries, whatever they say of themselves. */
export function forgeZip(entries: readonly Forged[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data);
    const packed = entry.isStored === true ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((entry.flags ?? 0) | 0x800, 2);
    common.writeUInt16LE(entry.method ?? (entry.isStored === true ? 0 : 8), 4);
    common.writeUInt32LE(0x5d7a_6000, 6);
    common.writeUInt32LE(entry.said?.crc ?? crc32(data), 10);
    common.writeUInt32LE(entry.said?.packed ?? packed.length, 14);
    common.writeUInt32LE(entry.said?.size ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    common.copy(central, 6);
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, packed]);
    locals.push(local);
    centrals.push(central, name);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
