import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Finding, FindingCode } from "../../check/finding.ts";
import { severityOf } from "../../check/finding.ts";
import { type GateCode, gateCodes } from "../../gate/gate-codes.ts";
import { faultMessage, findingMessage, gateMessage, longestWhat, type Message } from "../message.ts";
import { faultWords, findingWords, gateWords } from "./all-words.ts";
import { sampleFinding, sampleGate } from "./sample.ts";
import { type Facts, type Told, tell } from "./told.ts";
import type { Sentence, Words } from "./words.ts";

const findingCodes = Object.keys(findingWords) as FindingCode[];
const lincoln = { schoolName: () => "Lincoln Elementary" };

function findingMessages(code: FindingCode): readonly Message[] {
  const finding = sampleFinding(code);
  return [
    findingMessage(finding),
    findingMessage(finding, { count: 12_408, files: [finding.file] }),
    findingMessage(finding, { count: 12_408, files: ["users.csv", "classes.csv", "enrollments.csv"] }),
    findingMessage(finding, { count: 12_408, files: [] }),
  ];
}

const messages: readonly Message[] = [
  ...findingCodes.flatMap(findingMessages),
  ...Object.keys(gateCodes).map((code) => gateMessage(sampleGate(code as GateCode), lincoln)),
  ...Object.entries(faultWords).map(([code, { sample }]) => faultMessage({ code, facts: sample })),
];

test("fits every headline into one line of a list", () => {
  const long = messages.filter(({ what }) => [...what].length > longestWhat || what.endsWith("…"));
  assert.deepEqual(
    long.map(({ code, what }) => `${code}: ${what}`),
    [],
  );
});

test("blames nobody, shouts at nobody and uses no word of programmers", () => {
  const refused =
    /!|\boops\b|\bsorry\b|\b(?:flush|upsert|payload|transaction|tombstone|cron|undefined|hash)\b|\b(?:you forgot|your fault|illegal|fatal)\b/i;
  for (const { code, vendorText, ...parts } of messages)
    for (const text of Object.values(parts)) assert.doesNotMatch(text, refused, code);
});

test("has all six parts, written as sentences", () => {
  for (const { code, what, did, where, cause, fix } of messages) {
    assert.match(what, /^["\p{L}\p{N}].*[^.\s]$/u, `${code}: ${what}`);
    for (const text of [did, cause, fix]) {
      assert.match(text, /^(?:["\p{Lu}\p{N}]|[a-zA-Z]+\.csv).*\S$/u, `${code}: ${text}`);
      assert.doesNotMatch(text, / {2}|\.\.|\s[.,;](?:\s|$)|""|undefined|NaN|\bnull\b/, `${code}: ${text}`);
    }
    assert.notEqual(where, "", code);
  }
});

/** The district decides, and asks whoever makes the files before it does. */
const askedBefore = ["gate.removals.many", "gate.removals.spread"];

test("has a text for the sender or the vendor wherever they are the ones to mend it, or to be asked", () => {
  for (const { code, owner, vendorText } of messages) {
    const isOutside = owner === "sender" || owner === "sis-vendor" || askedBefore.includes(code);
    assert.equal(vendorText !== undefined, isOutside, code);
    if (vendorText !== undefined) assert.match(vendorText, /[.?)]$/, code);
  }
});

test("says that nothing was changed wherever the files are refused", () => {
  for (const code of findingCodes) {
    if (severityOf(code) === "blocking")
      assert.match(findingWords[code].did as string, /Nothing was changed/, code);
  }
});

test("asks for no fact that its code does not carry", () => {
  for (const [code, words] of Object.entries<Words>({ ...findingWords, ...faultWords })) {
    const asked = new Set<string>();
    const told = recording(words.sample, asked);
    const sentences: readonly (Sentence | undefined)[] = [
      words.what,
      words.did,
      words.cause,
      words.fix,
      words.vendor,
    ];
    for (const one of sentences) if (typeof one === "function") one(told);
    const optional = new Set(["nearest", "mode", "found", "suggestion"]);
    const unknown = [...asked].filter((name) => !(name in words.sample) && !optional.has(name));
    assert.deepEqual(unknown, [], code);
  }
});

test("names commands that Muster has", () => {
  const list = readFileSync(path.join(import.meta.dirname, commandFile), "utf8");
  const names = [...list.matchAll(/^ {2}"([a-z -]+)",$/gm)].map((match) => match[1] ?? "");
  assert.ok(names.includes("run show"), "the list of commands was read");
  for (const { code, ...parts } of messages)
    for (const text of Object.values(parts))
      for (const [, found = ""] of text.matchAll(/npx muster (.*)/g))
        assert.ok(
          names.some((name) => new RegExp(`^${name}(?![a-z-])`).test(found)),
          `${code}: ${found}`,
        );
});

/** The program is held to this list by a test of its own. */
const commandFile = "../../../../../apps/cli/src/command-names.ts";

function recording(facts: Facts, asked: Set<string>): Told {
  const place: Finding = sampleFinding("row.id.missing");
  const told = tell(facts, place, { count: 1, files: [place.file] });
  const note = <A extends readonly unknown[], R>(read: (name: string, ...rest: A) => R) => {
    return (name: string, ...rest: A): R => {
      asked.add(name);
      return read(name, ...rest);
    };
  };
  return {
    ...told,
    fact: note(told.fact),
    quoted: note(told.quoted),
    example: note(told.example),
    label: note(told.label),
    amount: note(told.amount),
  };
}

test("has words for both kinds of gates", () => {
  assert.deepEqual(Object.keys(gateWords).sort(), Object.keys(gateCodes).sort());
});
