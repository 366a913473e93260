import assert from "node:assert/strict";
import { test } from "node:test";
import { aFile, aPackage, headers, rows } from "./package-builder.ts";
import { defaultProfile, readPackage, type TableFile } from "./read-package.ts";
import { hashBytes } from "./record-hash.ts";
import { scanRecords } from "./scan-records.ts";
import { EncodingError, UnreadableFile } from "./unreadable-file.ts";

const seed = [7, 11] as const;
const header = headers.orgs;

/** A file as readPackage would describe it, without asking it. */
function describe(content: string | Uint8Array, chunk?: number, changed: Partial<TableFile> = {}): TableFile {
  return {
    table: "orgs",
    entry: aFile("orgs.csv", content, chunk),
    mode: "bulk",
    encoding: "utf-8",
    delimiter: ",",
    columns: header.split(","),
    droppedColumns: [],
    layoutFingerprint: "",
    ...changed,
  };
}

interface Scanned {
  readonly text: string;
  readonly line: number | undefined;
  readonly record: number;
  readonly hash: string;
}

async function scan(file: TableFile, withSeed: readonly [number, number] = seed): Promise<Scanned[]> {
  const found: Scanned[] = [];
  for await (const batch of scanRecords(file, withSeed)) {
    for (let index = 0; index < batch.count; index += 1) {
      found.push({
        text: new TextDecoder().decode(batch.bytes.subarray(batch.start[index], batch.end[index])),
        line: batch.line[index],
        record: batch.firstRecord + index,
        hash: [...batch.hash.subarray(index * 4, index * 4 + 4)].join(),
      });
    }
  }
  return found;
}

async function fault(file: TableFile): Promise<UnreadableFile> {
  try {
    await scan(file);
  } catch (error) {
    if (error instanceof UnreadableFile) return error;
    throw error;
  }
  throw new Error("the scan went through");
}

test("hands the same records and hashes out however the file is cut", async () => {
  const text = `\ufeff${header}\r\n${rows.orgs}\r\n"a""b","c\r\nd",é🎓,,,,\r\n\r\n5" pipe, "x,y" ,z,,,,\rlast,,,,,,`;
  const whole = await scan(describe(text));
  assert.deepEqual(
    whole.map(({ text: record, line }) => [record, line]),
    [
      [rows.orgs, 2],
      ['"a""b","c\r\nd",é🎓,,,,', 3],
      ['5" pipe, "x,y" ,z,,,,', 6],
      ["last,,,,,,", 7],
    ],
  );
  for (const chunk of [1, 2, 3, 7, 64]) assert.deepEqual(await scan(describe(text, chunk)), whole);
});

test("Q117 hashes a record the same wherever it stands, and as hashBytes does", async () => {
  const [first] = await scan(describe(`${header}\n${rows.orgs}\n`));
  const [, second] = await scan(describe(`${header}\nxyz,,,,,,\n${rows.orgs}`));
  assert.equal(first?.hash, second?.hash);
  assert.equal(first?.hash, hashBytes(new TextEncoder().encode(rows.orgs), seed).join());
});

test("hashes records of every length as hashBytes does", async () => {
  const records = Array.from({ length: 41 }, (_, length) => "abcdefghij".repeat(5).slice(0, length + 1));
  const found = await scan(describe(`${header}\n${records.join("\n")}`));
  assert.deepEqual(
    found.map(({ hash }) => hash),
    records.map((record) => hashBytes(new TextEncoder().encode(record), seed).join()),
  );
});

test("counts lines rightly where the window of memory ends inside a line end", async () => {
  const windowBytes = 4 * 1024 * 1024;
  const line = `${"x".repeat(1021)},\r\n`;
  for (const surplus of [-2, -1, 0, 1, 2]) {
    const full = line.repeat(windowBytes / line.length - 1);
    const filler = windowBytes - header.length - 2 - full.length - 1 + surplus;
    const text = `${header}\r\n${full}${"y".repeat(filler)}\r\nlast,\r\n`;
    const found = await scan(describe(text, 1_000_003));
    assert.equal(found.length, windowBytes / line.length + 1);
    assert.deepEqual([found.at(-2)?.text.length, found.at(-1)?.text], [filler, "last,"]);
    assert.equal(found.at(-1)?.line, found.length + 1);
  }
});

test("hashes the same record otherwise for another district", async () => {
  const [mine] = await scan(describe(`${header}\n${rows.orgs}\n`));
  const [theirs] = await scan(describe(`${header}\n${rows.orgs}\n`), [8, 11]);
  assert.notEqual(mine?.hash, theirs?.hash);
});

test("hashes the words of a file, not the encoding it came in", async () => {
  const text = `${header}\n${rows.orgs.replace("Oak", "Ñandú")}\n`;
  const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const [one] = await scan(describe(text));
  const [other] = await scan(describe(latin, 3, { encoding: "windows-1252" }));
  assert.deepEqual(one, other);
});

test("gives no two of 120,000 different records one hash", () => {
  const seen = new Set<string>();
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  let count = 0;
  for (let number = 0; number < 60_000; number += 1) {
    view.setUint32(0, number);
    for (const length of [4, 5]) {
      seen.add(hashBytes(bytes.subarray(0, length), seed).join());
      count += 1;
    }
  }
  assert.equal(seen.size, count);
});

test("spreads the hashes of records that differ in one bit over half of all bits", () => {
  const bytes = new TextEncoder().encode("E-100200,,,C-20,0012,S-44021,student,,,");
  const usual = hashBytes(bytes, seed);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = bytes.slice();
    const at = bit >> 3;
    changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
    const differing = hashBytes(changed, seed).reduce((sum, word, index) => {
      const different = word ^ (usual[index] ?? 0);
      return sum + [...(different >>> 0).toString(2)].filter((digit) => digit === "1").length;
    }, 0);
    assert.ok(differing > 30 && differing < 98, `${differing} bits for bit ${bit}`);
  }
});

test("holds a file with a NUL byte, naming the line", async () => {
  const error = await fault(describe(`${header}\n${rows.orgs}\n12\u00003,,,,,,\n`));
  assert.equal(error.diagnostic.code, "file.bytes.nul");
  assert.deepEqual(error.diagnostic.place, { file: "orgs.csv", line: 3, record: 2 });
});

test("tells the first bad byte of a file that is not UTF-8", async () => {
  const bytes = new TextEncoder().encode(`${header}\n${rows.orgs}\n12X,,,,,,\n`);
  bytes[bytes.indexOf(0x58)] = 0xf1;
  const error = await fault(describe(bytes, 5));
  assert.ok(error instanceof EncodingError);
  assert.equal(error.diagnostic.place.line, 3);
  assert.equal(error.diagnostic.facts.offset, bytes.indexOf(0xf1));
});

test("stops at a quote that is never closed, naming the line where it opens", async () => {
  const rest = `${rows.orgs}\n`.repeat(2000);
  const file = describe(`${header}\n${rows.orgs}\n12,,,"Oak,school,,\n${rest}`);
  let marked = 0;
  const error = await (async () => {
    try {
      for await (const batch of scanRecords(file, seed)) marked += batch.unclosedQuote === true ? 1 : 0;
    } catch (caught) {
      return caught;
    }
    return undefined;
  })();
  assert.equal(marked, 1);
  assert.ok(error instanceof UnreadableFile);
  assert.equal(error.diagnostic.code, "file.quote.unclosed");
  assert.equal(error.diagnostic.place.line, 3);
  assert.equal(error.diagnostic.facts.linesSwallowed, 2001);
});

test("A02 refuses a file that was cut off in the middle of a row, wherever the chunks of it end", async () => {
  const whole = `${header}\n${rows.orgs}\n${rows.orgs}\n`;
  const cut = `${whole}0013,,,Elm`;
  const { diagnostic } = await fault(describe(cut));
  assert.equal(diagnostic.code, "file.end.cut-off");
  assert.deepEqual(diagnostic.place, { file: "orgs.csv", line: 4, record: 3 });
  assert.deepEqual(diagnostic.facts, { cells: 4, columns: 7 });
  assert.equal((await fault(describe(`${header}\n0013,,`))).diagnostic.code, "file.end.cut-off");
  for (const sound of [
    whole.trimEnd(),
    `${whole}  `,
    `${whole},,`,
    `${header}\n0012,,,Oak\n0013,,,Elm`,
    `${whole}0013,,,Elm\n`,
  ])
    for await (const batch of scanRecords(describe(sound), seed)) assert.ok(batch.count > 0);
});

test("holds a record beyond all measure without taking the memory for it", async () => {
  const piece = new Uint8Array(1 << 20).fill(0x78);
  const file = describe("");
  const entry = {
    path: "orgs.csv",
    size: 50 << 20,
    async *open() {
      yield new TextEncoder().encode(`${header}\n`);
      for (let at = 0; at < 50; at += 1) yield piece;
    },
  };
  const error = await fault({ ...file, entry });
  assert.equal(error.diagnostic.code, "file.record.too-large");
  const quoted = {
    ...entry,
    open: async function* () {
      yield new TextEncoder().encode(`${header}\n"`);
      for (let at = 0; at < 50; at += 1) yield piece;
    },
  };
  assert.equal((await fault({ ...file, entry: quoted })).diagnostic.code, "file.quote.unclosed");
  const field = describe(`${header}\n12,${"y".repeat(1_100_000)},,,,,\n`);
  assert.equal((await fault(field)).diagnostic.facts.what, "field");
});

test("Q013 scans a large file through one window of memory", async () => {
  const lines = new TextEncoder().encode(`${rows.orgs}\r\n`.repeat(20_000));
  const entry = {
    path: "orgs.csv",
    size: 0,
    async *open() {
      yield new TextEncoder().encode(`${header}\r\n`);
      for (let at = 0; at < 30; at += 1) yield lines;
    },
  };
  const buffers = new Set<ArrayBufferLike>();
  let count = 0;
  let lastRecord = 0;
  for await (const batch of scanRecords({ ...describe(""), entry }, seed)) {
    buffers.add(batch.bytes.buffer);
    assert.equal(batch.firstRecord, lastRecord + 1);
    count += batch.count;
    lastRecord = batch.firstRecord + batch.count - 1;
  }
  assert.equal(count, 600_000);
  assert.equal(buffers.size, 1);
});

test("leaves a source closed when the caller stops in the middle", async () => {
  let isClosed = false;
  const entry = {
    path: "orgs.csv",
    size: 0,
    async *open() {
      try {
        for (;;) yield new TextEncoder().encode(`${header}\n${rows.orgs}\n`.repeat(50_000));
      } finally {
        isClosed = true;
      }
    },
  };
  for await (const batch of scanRecords({ ...describe(""), entry }, seed)) if (batch.count > 0) break;
  assert.ok(isClosed);
});

test("finds what the head of a file hid, when only the head was proved", async () => {
  const row = `${rows.users}\n`;
  const bytes = new TextEncoder().encode(
    `${headers.users}\n${row.repeat(3000)}${row.replace("Lopez", "LXpez")}`,
  );
  bytes[bytes.indexOf(0x58)] = 0xf3;
  const entries = aPackage({ "users.csv": bytes });
  const quick = await readPackage(entries, defaultProfile, { encodingProof: "head" });
  const users = quick.files.find(({ table }) => table === "users");
  assert.ok(users);
  assert.equal(users.encoding, "utf-8");
  assert.ok((await fault(users)) instanceof EncodingError);
  const proven = await readPackage(entries);
  assert.equal(proven.files.find(({ table }) => table === "users")?.encoding, "windows-1252");
});
