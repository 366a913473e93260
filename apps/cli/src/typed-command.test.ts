import assert from "node:assert/strict";
import { test } from "node:test";
import { districtFlag, shellWord } from "./typed-command.ts";

test("quotes what a shell would take apart, and leaves the rest as it is", () => {
  assert.equal(shellWord("S-0000407"), "S-0000407");
  assert.equal(shellWord("Floyd Reddale"), '"Floyd Reddale"');
  assert.equal(shellWord('Ana "Annie" O$car'), "'Ana \"Annie\" O$car'");
  assert.equal(shellWord("Leona O'Dowd"), `"Leona O'Dowd"`);
  assert.equal(shellWord(`O'Dowd "$x"`), `'O'\\''Dowd "$x"'`);
  assert.equal(shellWord(""), '""');
});

test("names the district where there are several or where somebody named it", () => {
  assert.equal(districtFlag("Oak Unified", false), ' --district "Oak Unified"');
  assert.equal(districtFlag("Elm", false), " --district Elm");
  assert.equal(districtFlag("Elm", true), "");
});
