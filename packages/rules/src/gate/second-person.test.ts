import assert from "node:assert/strict";
import { test } from "node:test";
import { takesMuchOfASchool, weighRemovals } from "../plan/large-removals.ts";
import {
  type ApprovedSlice,
  areTwoPeople,
  isSeconded,
  secondPersonReason,
  stricterPolicy,
} from "./second-person.ts";

const leaving: ApprovedSlice = {
  ...{ slice: 1, type: "student", kind: "removal", schoolId: 7, changes: 12, base: 100 },
  ...{ verdict: "hold", gates: [{ code: "gate.removals.many" }] },
};
const base = { student: 5000 };
const reason = (policy: "off" | "large" | "held", slice: Partial<ApprovedSlice> = {}, isOwnUpload = false) =>
  secondPersonReason({ policy, slices: [{ ...leaving, ...slice }], base, isOwnUpload });

test("one person is enough where a district asks for no second, or nothing is held", () => {
  assert.equal(reason("off", { changes: 90 }), undefined);
  assert.equal(reason("held", { verdict: "go", changes: 90 }), undefined);
});

test("a second person is needed for IDs that look wrong, for three in ten who leave, and for one's own files", () => {
  assert.equal(reason("large"), undefined);
  assert.equal(reason("large", { gates: [{ code: "gate.ids.rekeyed" }] }), "identity");
  assert.equal(reason("large", { changes: 31 }), "removals");
  assert.equal(reason("large", {}, true), "brought");
  assert.equal(reason("held"), "held");
});

test("a school that loses a third is much, however large the district is; four of five club members are not", () => {
  assert.equal(takesMuchOfASchool([{ ...leaving, changes: 30 }]), false);
  assert.equal(takesMuchOfASchool([{ ...leaving, changes: 31 }]), true);
  assert.equal(takesMuchOfASchool([{ ...leaving, changes: 4, base: 5 }]), false);
  assert.equal(weighRemovals([{ ...leaving, changes: 31 }], base).isLarge, false);
});

test("the word of somebody else counts for what it was about, and never one's own again", () => {
  const olga = { person: "login:olga@office.example.org", slices: [1] };
  const ivan = "login:ivan@office.example.org";
  assert.equal(isSeconded([leaving], ivan, [olga]), true);
  assert.equal(isSeconded([leaving], olga.person, [olga]), false);
  assert.equal(isSeconded([leaving, { ...leaving, slice: 2 }], ivan, [olga]), false);
  assert.equal(isSeconded([leaving, { ...leaving, slice: 2, verdict: "go" }], ivan, [olga]), true);
});

test("somebody who signs in and an account of the machine may be one human, so they never count as two", () => {
  assert.equal(areTwoPeople("account:root", "account:olga"), true);
  assert.equal(areTwoPeople("account:olga", "login:olga@office.example.org"), false);
});

test("what was asked for when the plan was made stays asked for", () => {
  assert.equal(stricterPolicy("large", "off"), "large");
  assert.equal(stricterPolicy("off", "held"), "held");
});
