import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { seal, unseal } from "./seal.ts";

const key = randomBytes(32);

test("gives a district's password back as it was", () => {
  for (const secret of ["", "pässwörd 🔑", "x".repeat(10_000)])
    assert.equal(unseal(key, "source 1", seal(key, "source 1", secret)), secret);
});

test("seals the same password differently each time", () => {
  assert.notDeepEqual(seal(key, "source 1", "secret"), seal(key, "source 1", "secret"));
});

test("opens a secret with no other key, for no other place, and not when a byte of it was changed", () => {
  const sealed = seal(key, "source 1", "secret");
  assert.equal(unseal(randomBytes(32), "source 1", sealed), undefined);
  assert.equal(unseal(key, "source 2", sealed), undefined);
  assert.equal(unseal(key, "source 1", sealed.subarray(0, 20)), undefined);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(unseal(key, "source 1", changed), undefined, `byte ${at}`);
  }
});
