import assert from "node:assert/strict";
import { test } from "node:test";
import { severityOf } from "../../check/finding.ts";
import { faultWords, findingWords, gateWords } from "../wording/all-words.ts";
import { deadLetterCause, faultCause, staleCause } from "./fault-cause.ts";
import { type EndedRun, judgeRunEnd } from "./judge-run-end.ts";
import { type Cause, noticeKinds, type OpenCause } from "./notice.ts";
import { secondCause } from "./second-cause.ts";
import { type NoticeInput, wordNotice } from "./word-notice.ts";

const canary = "Zebulon Quagmire";
const at = "2026-11-18T02:20:00.000Z";
const night: EndedRun = {
  ...{ run: 12, kind: "sync", outcome: "held", at, hasNews: true, applied: 0, held: 1284 },
  ...{ planHash: "3f9a2c3f9a2c3f9a2c", gates: [], blocking: [], fault: undefined },
};

const open = (cause: Cause): OpenCause => ({
  ...cause,
  ...{ firstSeenAt: at, lastSeenAt: at, times: 1, toldAt: at, isPresent: true },
});

function word(causes: readonly Cause[], more: Partial<NoticeInput> = {}) {
  const all = causes.map(open);
  return wordNotice({
    ...{ kind: all[0]?.kind ?? "failed", causes: all, openedAt: at, at },
    district: { id: 1, name: "Oak District" },
    source: { id: 3, name: "Nightly files" },
    others: { people: 2, programs: 1 },
    ...more,
  });
}

const heldGate = {
  ...{ code: "gate.removals.many", observed: 1284, limit: 1234, type: "student", change: "removal" },
  facts: { base: 12_345, grades: "12" },
};

test("says in two lines what it is, whether anything changed and until when, then the six parts", () => {
  const { subject, text } = word(judgeRunEnd({ ...night, gates: [heldGate] })?.adds ?? []);
  assert.equal(subject, "[Oak District] Sync waiting for you: 1,284 changes, nothing changed");
  assert.match(text, /^The sync waits for a person\. Nothing was changed\./);
  const labels = ["What happened", "What we did", "Where", "Likely cause", "What to do", "Code", "Also told"];
  let from = 0;
  for (const label of labels) {
    const found = text.indexOf(`\n${label} `, from);
    assert.ok(found > 0, `${label} is missing or stands too early`);
    from = found;
  }
  assert.match(text, /1,284 students \(10\.4 %\) would leave one school; at most\s+1,234\s+may/);
  assert.match(text, /npx muster apply 3f9a2c3f9a2c --approve --reason "why" --district "Oak District"/);
  assert.match(text, /2 other people and 1 program/);
});

test("a site that shows another key is no outage: its reader is asked to compare, with what stands in the mail", () => {
  const [fingerprint, pinned] = [`SHA256:${"a".repeat(42)}+`, `SHA256:${"b".repeat(43)}`];
  const facts = { host: "10.20.0.4", fingerprint, keyType: "ssh-ed25519", pinned, source: 3 };
  const changed = { code: "source.hostkey.changed", retry: "never", facts } as const;
  const { subject, text } = word([faultCause(changed, 12)]);
  assert.match(subject, /Muster may not fetch your roster/);
  const flat = text.replace(/\s+/g, " ");
  assert.match(flat, /"10\.20\.0\.4" shows another key than before/);
  assert.ok(flat.includes(`Confirmed was ${pinned}, now it shows ${fingerprint}.`), text);
  const refused = {
    code: "source.sign-in.refused",
    retry: "never",
    facts: { host: "sis.example.org" },
  } as const;
  const way = { ...refused, facts: { ...refused.facts, signIn: "oauth2" } };
  assert.match(
    word([faultCause(way, 12)]).text.replace(/\s+/g, " "),
    /signed in by OAuth 2; .* --sign-in oauth1-sha256/,
  );
});

test("whoever approves is handed the number that has to be typed, and a second person is asked for in words", () => {
  const held = word(judgeRunEnd({ ...night, toConfirm: 1284, gates: [heldGate] })?.adds ?? []);
  assert.match(held.text, /npx muster apply 3f9a2c3f9a2c --approve --reason "why" --confirm 1284 --district/);
  const wanted = {
    ...{ run: 12, planHash: night.planHash, changes: 1284, toConfirm: 1284, isWhole: true },
    because: "removals",
  } as const;
  const second = word([secondCause(wanted)]);
  assert.equal(second.subject, "[Oak District] Second approval wanted: 1,284 changes, nothing of them done");
  assert.match(second.text, /^One person has approved, and a second one has to\. The first approval is kept/);
  assert.match(second.text, /because a large part of a school or of\s+the district would leave/);
  assert.match(second.text, /--confirm 1284 --district "Oak District"/);
  assert.doesNotMatch(word([secondCause({ ...wanted, isWhole: false })]).text, /--approve/);
  const over = word([secondCause(wanted)], { kind: "recovered" });
  assert.match(over.text, /Nothing waits for a person any more/);
});

/** Every code there is, with facts, a file and a column that could be a child's. */
function everyCause(): readonly Cause[] {
  const named = {
    given: canary,
    path: `drop/${canary}.csv`,
    host: canary,
    file: `${canary}.csv`,
    table: canary,
  };
  const spoil = (sample: object) => ({
    ...Object.fromEntries(
      Object.entries(sample).map(([name, value]) => [name, typeof value === "string" ? canary : value]),
    ),
    ...named,
  });
  const gates = Object.entries(gateWords).map(([code, { sample }]) => ({
    ...{ code, observed: 3, limit: 1, type: String(sample.type ?? ""), change: String(sample.kind ?? "") },
    facts: spoil(sample),
  }));
  const blocking = Object.entries(findingWords).map(([code, { sample }]) => ({
    ...{ code, file: `${canary}.csv`, column: code === "file.column.missing" ? "sourcedId" : canary },
    facts: spoil(sample),
  }));
  const faults = Object.entries(faultWords).map(([code, { sample }]) => ({
    ...{ code, retry: "later", facts: spoil(sample) },
  })) as { code: string; retry: "later"; facts: Record<string, string> }[];
  return [
    ...gates.flatMap((gate) => judgeRunEnd({ ...night, gates: [gate] })?.adds ?? []),
    ...blocking.flatMap(
      (finding) => judgeRunEnd({ ...night, outcome: "rejected_input", blocking: [finding] })?.adds ?? [],
    ),
    ...faults.flatMap((fault) => [faultCause(fault, 12), deadLetterCause(fault, 4)]),
    ...(judgeRunEnd(night)?.adds ?? []),
    ...(judgeRunEnd({ ...night, outcome: "rejected_input" })?.adds ?? []),
    staleCause(3),
    secondCause({
      run: 12,
      planHash: night.planHash,
      changes: 3,
      because: "brought",
      isWhole: true,
      toConfirm: 3,
    }),
  ];
}

test("names no child in any notice of any code, whatever the files hold", () => {
  const causes = everyCause();
  assert.ok(causes.length > 150);
  for (const cause of causes)
    for (const kind of [cause.kind, "reminder", "recovered"] as const) {
      const all = JSON.stringify(word([cause, staleCause(2)], { kind }));
      assert.doesNotMatch(all, /zebulon|quagmire|\\u0000/i, `${cause.code} as ${kind}`);
      assert.doesNotMatch(all, /undefined|NaN|""\./, `${cause.code} as ${kind}`);
    }
});

test("every kind of notice is worded in plain sentences that fit a subject", () => {
  const refused = /!|\boops\b|\bsorry\b|\b(?:payload|transaction|cron|null|hash|webhook|smtp)\b/i;
  const kinds = new Set<string>();
  for (const cause of everyCause())
    for (const kind of [cause.kind, "reminder", "recovered"] as const) {
      kinds.add(kind);
      const { subject, text } = word([cause], { kind });
      assert.ok([...subject].length <= 110, subject);
      assert.doesNotMatch(subject, refused);
      for (const line of text.split("\n")) assert.ok([...line].length <= 100, line);
    }
  assert.deepEqual([...kinds].sort(), [...noticeKinds].sort());
});

test("says of refused files in the code's own words what is wrong, where they hold nothing of the file", () => {
  const finding = { code: "file.end.cut-off", file: "users.csv", column: "", facts: {} };
  assert.equal(severityOf("file.end.cut-off"), "blocking");
  const { text } = word(
    judgeRunEnd({ ...night, outcome: "rejected_input", blocking: [finding] })?.adds ?? [],
  );
  assert.match(text, /users\.csv ends in the middle of a row/);
});

test("a name with a line end cannot make a header of its own", () => {
  const { subject } = word([staleCause(2)], { district: { id: 1, name: "Oak\r\nBcc: all@example.org" } });
  assert.equal(subject.includes("\n") || subject.includes("\r"), false);
});

test("tells a program the same in fields whose names stay", () => {
  const { document } = word([staleCause(3)]);
  assert.deepEqual(Object.keys(document).sort(), [
    ...["at", "causes", "commands", "district", "kind", "message", "openedAt", "page", "schemaVersion"],
    ...["source", "subject"],
  ]);
});
