import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { faultMessage } from "@muster/rules/report/message.ts";
import { allToldCodes, toldCode } from "@muster/rules/report/told-code.ts";
import { ownerWords } from "@muster/rules/report/wording/owner-words.ts";
import { definedCodes } from "./check/check-codes.ts";
import { listFiles } from "./check/list-files.ts";

const root = path.resolve(import.meta.dirname, "..");

test("whatever Muster says of a finding, a hold or a fault, it has words, a fix, an owner and a page of help for it", () => {
  const codes = [...new Set(definedCodes(listFiles(root)).codes.map(({ code }) => code))];
  for (const beginning of ["access.", "request.", "gate.", "file.", "source.", "console.", "plan."])
    assert.ok(
      codes.some((code) => code.startsWith(beginning)),
      `no code ${beginning}* was looked at`,
    );
  const lacking = codes.flatMap((code) => lacks(code).map((what) => `${code} has no ${what}`));
  assert.deepEqual(lacking, []);
  assert.ok(codes.length > 350);
});

test("refuses a code that nobody has worded", () => {
  assert.deepEqual(lacks("sauna.door.locked"), ["words"]);
  assert.equal(faultMessage({ code: "sauna.door.locked", facts: {} }).owner, "us");
});

test("the help of the console lists every code, each once, with the words of its page", () => {
  const told = allToldCodes();
  assert.equal(new Set(told.map(({ code }) => code)).size, told.length);
  for (const each of told) assert.deepEqual(toldCode(each.code), each);
});

/** What somebody who meets a code would miss. */
function lacks(code: string): readonly string[] {
  const told = toldCode(code);
  if (told === undefined) return ["words"];
  const { what, did, cause, fix, owner, vendorText } = told.message;
  const parts = Object.entries({ what, did, cause, fix }).filter(([, text]) => text.trim() === "");
  const isOutside = owner === "sender" || owner === "sis-vendor";
  return [
    ...parts.map(([part]) => part),
    ...(Object.hasOwn(ownerWords, owner) ? [] : ["owner"]),
    ...(isOutside && (vendorText ?? "") === "" ? ["text for whoever is to mend it"] : []),
    ...(existsSync(path.join(root, "docs", "codes", `${code}.md`)) ? [] : ["page"]),
  ];
}
