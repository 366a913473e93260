/**
 * Every gate, with what it may hold. `plan` gates speak of identity or of incomplete input: there an addition is
 * as dangerous as a removal, so the whole plan waits. `slice` gates hold their slice alone.
 * Numbers G1…G15 are those of the reliability catalogue.
 */
export const gateCodes = {
  "gate.collection.empty": "plan", // G1
  "gate.collection.missing": "plan", // G2
  "gate.files.aged": "plan", // A07 of the catalogue
  "gate.rows.unreadable": "plan", // G3
  "gate.quotes.stray": "plan", // C08
  "gate.roles.unknown": "plan", // D11
  "gate.removals.many": "slice", // G4
  "gate.removals.spread": "slice", // G4, for the district as a whole
  "gate.class.shrinks": "slice", // G5
  "gate.additions.many": "slice", // G6
  "gate.updates.many": "slice", // G7
  "gate.column.rewritten": "slice", // G7
  "gate.updates.spread": "slice", // G7, for the district as a whole
  "gate.ids.rekeyed": "plan", // G8
  "gate.ids.format-changed": "plan", // G9
  "gate.ids.zeros-lost": "plan", // G9
  "gate.school.absent": "slice", // G10
  "gate.district.wrong": "plan", // G11
  "gate.families.implausible": "slice", // G12
  "gate.family.restricted": "slice", // G-12 of the catalogue
  "gate.role.switched": "slice", // G13
  "gate.person.protected": "slice", // G14
  "gate.id.reused": "slice", // E04
  "gate.season.additions-only": "slice", // B13 of the product goals
  "gate.data.older": "plan", // G15
  "gate.undone.again": "plan",
  "gate.depends.held": "slice",
  "gate.policy.hold-everything": "plan",
} as const;

/** A gate by its code. */
export type GateCode = keyof typeof gateCodes;
