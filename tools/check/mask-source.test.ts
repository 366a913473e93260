import assert from "node:assert/strict";
import { test } from "node:test";
import { maskSource } from "./mask-source.ts";

const squeezed = (text: string): string => text.replace(/\s+/g, " ").trim();

test("keeps every line and position where it was", () => {
  const text = `const a = "x"; // end\n/* two\nlines */ const b = \`p\${a}q\`;\n`;
  const { code, comments } = maskSource(text);
  assert.equal(code.length, text.length);
  assert.equal(comments.length, text.length);
  assert.deepEqual(code.split("\n").length, text.split("\n").length);
  assert.equal(code.indexOf("const b"), text.indexOf("const b"));
});

test("blanks comments and the insides of strings, and keeps the quotes", () => {
  const { code, comments } = maskSource("const a = \"console.log('x')\"; // Date.now\n");
  assert.match(code, /^const a = " +"; +\n$/);
  assert.equal(comments.trim(), "// Date.now");
});

test("sees the code inside a template, however deep, and not its text", () => {
  const text = `f(\`one \${g({ a: \`two \${h()} two\` })} one\`); after();`;
  const { code } = maskSource(text);
  assert.match(code, /g\(\{ a: `/);
  assert.match(code, /h\(\)/);
  assert.match(code, /after\(\);/);
  assert.doesNotMatch(code, /one|two/);
});

test("tells a regular expression from a division", () => {
  const { code } = maskSource("const a = b / c; const d = /it's \"[/]/g; const e = (a) / 2; return /x{/;");
  assert.equal(squeezed(code), "const a = b / c; const d = / /g; const e = (a) / 2; return / /;");
});

test("takes the end of a tag for no regular expression, and the apostrophe of a text between tags for no quote", () => {
  const tags = "<a b={c} />; <d e={() => <f {...g} />}>Muster's own {h}, all schools' {i}</d>; j({ k: 1 });";
  assert.equal(maskSource(tags).code, tags);
  const shapes = `<p title="it's /x/">{a / b}</p>; <b>{c}</b>; d = /[}>]/;`;
  assert.equal(squeezed(maskSource(shapes).code), '<p title=" ">{a / b}</p>; <b>{c}</b>; d = / /;');
});

test("is not led astray by an escaped quote, an open quote or a first line for the shell", () => {
  assert.match(maskSource('const a = "x\\"y"; b();').code, /b\(\);$/);
  assert.match(maskSource("<p>don't</p>\nb();").code, /b\(\);$/);
  assert.equal(maskSource("#!/usr/bin/env node\nb();").code.trim(), "b();");
  assert.equal(maskSource("").code, "");
});
