import assert from "node:assert/strict";
import { test } from "node:test";
import { districtFlag, namingDistrict, shellWord } from "./typed-command.ts";

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

test("proposes no command that would ask which of several districts is meant", () => {
  const named = (text: string) => namingDistrict(text, "Oak Unified");
  const flag = '--district "Oak Unified"';
  assert.equal(named("First: npx muster source test 2"), `First: npx muster source test ${flag} 2`);
  assert.equal(
    named("See them with npx muster school list, and link those: npx muster school link"),
    `See them with npx muster school list ${flag}, and link those: npx muster school link ${flag}`,
  );
  assert.equal(named("npx muster source add drop"), `npx muster source add drop ${flag}`);
  for (const text of [
    "npx muster source add --help",
    "npx muster doctor",
    "Wait.",
    `npx muster undo 2 ${flag}`,
  ])
    assert.equal(named(text), text);
  assert.equal(namingDistrict("npx muster source list", undefined), "npx muster source list");
});
