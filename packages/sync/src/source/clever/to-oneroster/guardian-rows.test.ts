import assert from "node:assert/strict";
import { test } from "node:test";
import { readUser } from "../objects.ts";
import { cleverSettings, contactTypes } from "../settings.ts";
import { chosenRelationships, guardianRows } from "./guardian-rows.ts";

const maria = readUser({
  id: "m",
  email: "maria@example.org",
  name: { first: "", last: "Maria Testfall" },
  roles: {
    contact: {
      ...{ sis_id: "C-1", phone: "5550100", phone_type: "Cell" },
      student_relationships: [
        { student: "rosa", relationship: "Parent", type: "Emergency" },
        { student: "rosa", relationship: "Parent", type: "Primary" },
        { student: "tim", relationship: "Aunt/Uncle", type: "" },
        { student: "hidden", relationship: "Parent", type: "Primary" },
      ],
    },
  },
});
const isShared = (id: string) => id !== "hidden";

function rowsOf(values: Readonly<Record<string, string>> = {}, phoneType = "Cell") {
  const { contacts } = cleverSettings(values);
  const { contact } = maria;
  if (contact === undefined) throw new Error("Maria is a contact");
  const user = { ...maria, contact: { ...contact, phoneType } };
  return guardianRows(user, "m", chosenRelationships(contact, contacts, isShared).chosen, contacts);
}

test("a contact is one row a student, of the closer kind where two are given, and its name stays whole", () => {
  assert.deepEqual(
    rowsOf().map((row) => [row.studentSourcedId, row.relationship, row.contactType]),
    [
      ["rosa", "Parent", "Primary"],
      ["tim", "Aunt/Uncle", ""],
    ],
  );
  assert.deepEqual([rowsOf()[0]?.givenName, rowsOf()[0]?.familyName], ["", "Maria Testfall"]);
});

test("a cell phone and one without a type are mobile, any other is at home", () => {
  const phones = (type: string, values = {}) =>
    rowsOf(values, type).map(({ mobile, homePhone }) => [mobile, homePhone])[0];
  assert.deepEqual(phones("Cell"), ["5550100", ""]);
  assert.deepEqual(phones(""), ["5550100", ""]);
  for (const type of ["Home", "Work", "Other", "Pager"]) assert.deepEqual(phones(type), ["", "5550100"]);
  assert.deepEqual(phones("Work", { "phone-types": "Cell,Home" }), ["", ""]);
  assert.deepEqual(phones("", { "phone-types": "Cell" }), ["", ""]);
  assert.deepEqual(phones("", { "phone-types": "Cell,none" }), ["5550100", ""]);
});

test("a type and a relationship that are new in Clever are kept as they are, unless others were chosen", () => {
  const [own] = maria.contact?.relationships ?? [];
  if (maria.contact === undefined || own === undefined) throw new Error("Maria is a contact");
  const contact = { ...maria.contact, relationships: [{ ...own, relationship: "Foster", type: "Court" }] };
  const rows = (values: Readonly<Record<string, string>>) => {
    const { contacts } = cleverSettings(values);
    const { chosen, leftOut } = chosenRelationships(contact, contacts, isShared);
    const [row] = guardianRows({ ...maria, contact }, "m", chosen, contacts);
    return [row?.relationship, row?.contactType, leftOut];
  };
  assert.deepEqual(rows({}), ["Foster", "Court", 0]);
  const every = [...contactTypes, "none"].join();
  assert.deepEqual(rows({ "contact-types": every }), ["Foster", "Court", 0]);
  assert.deepEqual(rows({ "contact-types": "Primary" }), [undefined, undefined, 1]);
  assert.deepEqual(rows({ "contact-relationships": "Parent,none" }), [undefined, undefined, 1]);
});

test("only the chosen types and relationships count, and what is left out is counted", () => {
  const { contact } = maria;
  if (contact === undefined) throw new Error("Maria is a contact");
  const choose = (values: Readonly<Record<string, string>>) => {
    const { chosen, hidden, leftOut } = chosenRelationships(
      contact,
      cleverSettings(values).contacts,
      isShared,
    );
    return [chosen.map(({ student, type }) => `${student} ${type}`).join(), hidden, leftOut];
  };
  assert.deepEqual(choose({ "contact-types": "Primary" }), ["rosa Primary", 1, 2]);
  assert.deepEqual(choose({ "contact-types": "Emergency,none" }), ["rosa Emergency,tim ", 1, 1]);
  assert.deepEqual(choose({ "contact-relationships": "Aunt/Uncle" }), ["tim ", 1, 2]);
  assert.deepEqual(choose({}), ["rosa Primary,tim ", 1, 0]);
});
