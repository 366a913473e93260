import assert from "node:assert/strict";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { DamagedInput } from "../damaged-input.ts";
import { openUpload } from "./open-upload.ts";
import { type Forged, forgeZip } from "./test-zip.ts";
import type { UploadEntry } from "./upload-entry.ts";

const folder = await mkdtemp(path.join(tmpdir(), "muster-zip-"));
after(() => rm(folder, { recursive: true }));
let archives = 0;

const users = "sourcedId,status,role\nu-0042,active,student\n";
const good: Forged = { name: "users.csv", data: users };

/** Writes an archive, opens it, and closes it again. */
async function opened(
  zip: Buffer,
  look: (entries: readonly UploadEntry[]) => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  archives += 1;
  const file = path.join(folder, `upload-${archives}.zip`);
  await writeFile(file, zip);
  const input = await openUpload(file);
  try {
    await look(input.entries);
  } finally {
    await input.close();
  }
  if (input.findings.length > 0) assert.deepEqual(input.entries, []);
  for (const { severity } of input.findings) assert.equal(severity, "blocking");
  return input.findings.map(
    ({ code, file: place, facts }) => `${code} ${place} ${Object.values(facts).join(" ")}`,
  );
}

async function read(entries: readonly UploadEntry[], name: string): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of entries.find((one) => one.path === name)?.open() ?? [])
    parts.push(Buffer.from(chunk));
  return Buffer.concat(parts).toString("utf8");
}

test("reads a district's ZIP, stored or deflated, in a folder or not, again and again", async () => {
  const large = users.repeat(100_000);
  const zip = forgeZip([
    good,
    { name: "in/a b/Ñ.csv", data: large, isStored: true },
    { name: "in/", data: "" },
  ]);
  const findings = await opened(zip, async (entries) => {
    assert.deepEqual(
      entries.map((one) => [one.path, one.size]),
      [
        ["users.csv", users.length],
        ["in/a b/Ñ.csv", large.length],
      ],
    );
    assert.equal(await read(entries, "users.csv"), users);
    assert.equal(await read(entries, "in/a b/Ñ.csv"), large);
    assert.equal(await read(entries, "users.csv"), users);
    assert.equal(entries[0]?.modifiedAt?.getFullYear(), 2026);
  });
  assert.deepEqual(findings, []);
});

test("what macOS leaves in a ZIP is no reason to refuse it", async () => {
  const litter = Array.from({ length: 60 }, (_, at) => ({ name: `__MACOSX/._${at}`, data: "x" }));
  assert.deepEqual(await opened(forgeZip([good, ...litter, { name: ".DS_Store", data: "x" }])), []);
});

const nested = forgeZip([good]);
const bomb = Buffer.alloc(12 * 1_048_576);
/** Why an archive is refused, the archive, and what is said of it; NAME is the archive's own. */
const refusals: readonly [string, Buffer, readonly string[]][] = [
  ["its end is cut off", nested.subarray(0, nested.length - 20), ["archive.file.damaged NAME contents"]],
  ["its beginning is cut off", nested.subarray(4), ["archive.file.damaged NAME beginning"]],
  ["it has nothing in it at all", Buffer.alloc(0), ["archive.file.damaged NAME beginning"]],
  ["it is encrypted", forgeZip([{ ...good, flags: 1 }]), ["archive.entry.encrypted users.csv "]],
  ["a path leads upwards", forgeZip([{ ...good, name: "../../x" }]), ["archive.path.escapes NAME "]],
  ["a path begins at the root", forgeZip([{ ...good, name: "/etc/x" }]), ["archive.path.escapes NAME "]],
  [
    "a path leads upwards in Windows",
    forgeZip([{ ...good, name: "a\\..\\..\\x" }]),
    ["archive.path.escapes NAME "],
  ],
  ["a path names a drive", forgeZip([{ ...good, name: "C:\\x" }]), ["archive.path.escapes NAME "]],
  ["a path has a zero byte", forgeZip([{ ...good, name: "a\0.csv" }]), ["archive.path.escapes NAME "]],
  ["a link is in it", forgeZip([{ ...good, mode: 0o120777 }]), ["archive.entry.special users.csv "]],
  ["a device is in it", forgeZip([{ ...good, mode: 0o020666 }]), ["archive.entry.special users.csv "]],
  ["a file is in it twice", forgeZip([good, good]), ["archive.entry.duplicate users.csv "]],
  ["a ZIP is in it", forgeZip([good, { name: "b.csv", data: nested }]), ["archive.entry.nested b.csv "]],
  [
    "it is packed in another way",
    forgeZip([{ ...good, method: 9 }]),
    ["archive.method.unsupported users.csv 9"],
  ],
  [
    "one file swells more than a hundredfold",
    forgeZip([{ ...good, data: bomb }]),
    [
      `archive.size.excessive users.csv ratio ${bomb.length} ${deflateRawSync(bomb).length}`,
      `archive.size.excessive NAME ratio ${bomb.length} ${forgeZip([{ ...good, data: bomb }]).length}`,
    ],
  ],
  [
    "a file says it has three gigabytes",
    forgeZip([{ ...good, said: { size: 3_000_000_000, packed: 2_000_000_000 } }]),
    [
      "archive.size.excessive users.csv entry-bytes 3000000000 2147483648",
      `archive.size.excessive NAME ratio 3000000000 ${nested.length}`,
    ],
  ],
  [
    "51 files are in it",
    forgeZip(Array.from({ length: 51 }, (_, at) => ({ name: `${at}.csv`, data: users }))),
    ["archive.size.excessive NAME entries 51 50"],
  ],
  [
    "a stored file has two sizes",
    forgeZip([{ ...good, isStored: true, said: { size: 7 } }]),
    ["archive.entry.damaged users.csv size"],
  ],
  [
    "an Excel workbook is called ZIP",
    forgeZip([
      { name: "[Content_Types].xml", data: "" },
      { name: "xl/a", data: "" },
    ]),
    ["input.type.other NAME xlsx"],
  ],
  [
    "a LibreOffice sheet is called ZIP",
    forgeZip([
      { name: "mimetype", data: "" },
      { name: "META-INF/manifest.xml", data: "" },
    ]),
    ["input.type.other NAME opendocument"],
  ],
];

for (const [why, zip, expected] of refusals) {
  test(`refuses a ZIP where ${why}`, async () => {
    const found = await opened(zip);
    const name = `upload-${archives}.zip`;
    assert.deepEqual(
      found,
      expected.map((text) => text.replace("NAME", name)),
    );
  });
}

/** Damage that only shows when the bytes are read. */
async function damageOf(zip: Buffer): Promise<unknown> {
  let reason: unknown;
  await opened(zip, async (entries) => {
    await assert.rejects(read(entries, "users.csv"), (error) => {
      assert.ok(error instanceof DamagedInput);
      assert.equal(error.finding.code, "archive.entry.damaged");
      assert.equal(error.finding.file, "users.csv");
      reason = error.finding.facts.reason;
      return true;
    });
  });
  return reason;
}

test("names the file whose bytes do not fit their checksum", async () => {
  assert.equal(await damageOf(forgeZip([{ ...good, said: { crc: 42 } }])), "checksum");
  const stored = forgeZip([{ ...good, isStored: true }]);
  stored[45] = (stored[45] ?? 0) ^ 1;
  assert.equal(await damageOf(stored), "checksum");
});

test("stops one byte behind the size that a file says it has", async () => {
  const swelling = forgeZip([{ ...good, data: bomb, said: { size: 5_000_000, packed: 5_000_000 } }]);
  // The packed size is a lie too: it runs over the end of the archive.
  assert.deepEqual(await opened(swelling), ["archive.entry.damaged users.csv header"]);
  const large = users.repeat(100_000);
  assert.equal(await damageOf(forgeZip([{ ...good, data: large, said: { size: 2_000_000 } }])), "size");
  assert.equal(
    await damageOf(forgeZip([{ ...good, data: large, said: { size: large.length + 1 } }])),
    "size",
  );
});

test("notices packed bytes that are cut", async () => {
  const large = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => Math.imul(at, 0x9e3779b1) >>> 24));
  const packed = deflateRawSync(large).length;
  assert.equal(await damageOf(forgeZip([{ ...good, data: large, said: { packed: packed - 9 } }])), "data");
});

test("no harm done to a ZIP, byte by byte, goes unseen or stops the process", async () => {
  const whole = forgeZip([good, { name: "orgs.csv", data: "sourcedId\no-1\n", isStored: true }]);
  const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const zip = Buffer.from(whole);
      for (const [at, byte] of changes) zip[at] = byte;
      await opened(zip, async (entries) => {
        for (const entry of entries) {
          const text = await read(entries, entry.path).catch((error: unknown) => {
            if (error instanceof DamagedInput) return undefined;
            throw error;
          });
          if (text !== undefined) assert.ok([users, "sourcedId\no-1\n"].includes(text));
        }
      });
    }),
    { numRuns: 300 },
  );
});

test("a count that hides the last file is damage", async () => {
  const zip = forgeZip([good, { ...good, name: "orgs.csv" }]);
  zip.writeUInt16LE(1, zip.length - 14);
  zip.writeUInt16LE(1, zip.length - 12);
  assert.match((await opened(zip)).join(), /^archive\.file\.damaged/);
});

test("an offset beyond all files is damage, not an accident of ours", async () => {
  const zip = forgeZip([good]);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.fill(0xff, 8, 16);
  const found = await opened(Buffer.concat([zip.subarray(0, -22), locator, zip.subarray(-22)]));
  assert.match(found.join(), /^archive\.file\.damaged/);
  zip.fill(0xff, zip.length - 6, zip.length - 2);
  assert.match((await opened(zip)).join(), /^archive\.file\.damaged/);
});

test("a ZIP that was sent as text is told from one that is only cut", async () => {
  const noise = Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => Math.imul(at, at) >>> 11));
  const whole = forgeZip([{ ...good, data: noise }]);
  const converted = (from: string, to: string, zip = whole): Buffer =>
    Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1");
  assert.match((await opened(converted("\n", "\r\n"))).join(), /^archive\.file\.damaged \S+ text-mode$/);
  assert.match((await opened(converted("\r\n", "\n"))).join(), /^archive\.file\.damaged \S+ text-mode$/);
  assert.match((await opened(whole.subarray(0, -30))).join(), /^archive\.file\.damaged \S+ contents$/);
  // What is stored unpacked is text, and may well have such line ends of its own.
  const stored = forgeZip([{ ...good, data: users.repeat(1_000), isStored: true }]);
  assert.match((await opened(stored.subarray(0, -30))).join(), /^archive\.file\.damaged \S+ contents$/);
});

test("a ZIP beyond 4 GiB with the wrong offsets that some packers write is refused with a word about it", async () => {
  const zip = forgeZip([good]);
  const file = path.join(folder, "large.zip");
  const tail = zip.subarray(-22 - 46 - good.name.length);
  const handle = await open(file, "w");
  await handle.write(zip.subarray(0, -tail.length), 0);
  // The rest is a hole: four gigabytes that take no room.
  await handle.write(tail, 0, tail.length, 2 ** 32 + zip.length - tail.length);
  await handle.close();
  const { entries, findings, close } = await openUpload(file);
  await close();
  await rm(file);
  assert.deepEqual(entries, []);
  assert.deepEqual(
    findings.map(({ code, facts }) => [code, facts.reason]),
    [["archive.file.damaged", "large"]],
  );
});
