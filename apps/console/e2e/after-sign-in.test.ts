import assert from "node:assert/strict";
import { test } from "node:test";
import { afterSignIn } from "../src/data/after-sign-in.ts";

const own = "https://muster.example.org";

test("goes back to the page somebody was signed out on, and to no other site", () => {
  assert.equal(afterSignIn("?next=%2Fpeople%2F7%3Ftab%3Dclasses", own), "/people/7?tab=classes");
  for (const elsewhere of [
    "",
    "?next=//evil.example",
    "?next=/%5Cevil.example",
    "?next=https://evil.example",
    "?next=/%09/evil.example",
    "?next=/sign-in",
  ])
    assert.equal(afterSignIn(elsewhere, own), "/", elsewhere);
});
