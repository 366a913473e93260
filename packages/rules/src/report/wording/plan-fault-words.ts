import { counted } from "../number-words.ts";
import { secondPersonText } from "../second-person-words.ts";
import { nothingChanged, type Words } from "./words.ts";

/** What is said where a plan cannot be applied or approved. Keyed by the code of the fault. */
export const planFaultWords: Readonly<Record<string, Words>> = {
  "plan.basis.stale": {
    what: () => "The roster or a setting has changed since this plan was made",
    did: "Nothing was changed: a plan that is out of date is never applied.",
    cause: "Another sync, an edit by a person, an undo or a change of settings came first.",
    fix: "Sync again: a new plan is made from what is there now.",
    owner: "operator",
    sample: { plan: 12 },
  },
  "plan.state.superseded": {
    what: () => "A newer plan has taken the place of this one",
    did: "Nothing was changed: of one source only the newest plan can be applied.",
    cause: "The files of the same source were read or planned again after this plan was made.",
    fix: "Look at the newest plan: npx muster run list shows its first digits. Apply that one.",
    owner: "operator",
    sample: {},
  },
  "plan.state.applied": {
    what: () => "This plan has been applied already",
    did: "Nothing was changed: a plan is applied once.",
    cause: "All of it was done by an earlier run, and nothing of it waits.",
    fix: "Nothing has to be done. To see which run it was: npx muster run list",
    owner: "operator",
    sample: {},
  },
  "plan.state.declined": {
    what: () => "Somebody has declined this plan",
    did: "Nothing was changed: what was declined is not applied.",
    cause: "A person looked at it and said no; the plan shows who, when and why.",
    fix: "Sync again: what is still so is planned anew, and can then be applied.",
    owner: "operator",
    sample: {},
  },
  "plan.choice.empty": {
    what: () => "Nothing of this plan would be applied with this choice",
    did: nothingChanged,
    cause:
      "What was chosen is not in the plan, was applied before, waits for an approval, or needs something that was left out.",
    fix: "Choose more of the plan, or look at it again to see what still waits.",
    owner: "operator",
    sample: {},
  },
  "plan.record.conflict": {
    what: () => "Some records are not as they were when this plan was made",
    did: "Nothing was changed: the plan is applied as a whole or not at all.",
    cause: (t) => `Of ${t.fact("expected")} records, ${t.fact("written")} were as the plan saw them.`,
    fix: "Sync again: a new plan is made from what is there now. If it comes back, please report it.",
    owner: "operator",
    sample: { plan: 12, expected: 840, written: 838 },
  },
  "plan.hash.unknown": {
    what: () => "No plan of this district begins with these digits",
    did: nothingChanged,
    cause: "The digits are mistyped, are fewer than six, or belong to a plan of another district.",
    fix: "Copy the digits from the report of the plan. A new one is made by: npx muster plan",
    owner: "operator",
    sample: { hash: "8f3a12" },
  },
  "plan.hash.ambiguous": {
    what: () => "Several plans begin with these digits",
    did: nothingChanged,
    cause: "The beginning that was typed is too short.",
    fix: "Type more of the digits that the report of the plan shows.",
    owner: "operator",
    sample: { hash: "8f3a12" },
  },
  "plan.approval.needed": {
    what: (t) =>
      `All that is left of this plan waits for an approval: ${counted(t.amount("held"), "change")}`,
    did: nothingChanged,
    cause: "A limit was passed, or something looks odd; the report of the plan says what.",
    fix: "Look at what is held. If it is right, add --approve --reason with your reason.",
    owner: "district",
    sample: { held: 1284 },
  },
  "plan.reason.needed": {
    what: () => "An approval needs a reason",
    did: nothingChanged,
    cause: "The reason is kept with the run, so that others can understand it later.",
    fix: "Add --reason with a few words in quotation marks.",
    owner: "district",
    sample: {},
  },
  "plan.count.needed": {
    what: (t) => `${counted(t.amount("removals"), "record")} would leave or end: that number has to be typed`,
    did: nothingChanged,
    cause:
      "It is more than 30 percent of what the district has of a kind, and so much is never waved through. Nothing was typed, another number, or the plan was looked at before a part of it was done.",
    fix: (t) =>
      `Look at who would leave. If it is right, type the number, at a terminal with: --confirm ${t.label("removals")}`,
    owner: "district",
    sample: { removals: 1284 },
  },
  "plan.second.needed": {
    what: () => "Somebody else has to approve this too",
    did: "Nothing was changed. The approval that was given is kept with the plan.",
    cause: (t) =>
      `It takes two people, because ${secondPersonText(t.fact("because"))}. Somebody who signs in and an account of the machine may be one person, so they do not count as two.`,
    fix: "Somebody else who may approve reads the plan and approves the same part. If it is wrong, decline it.",
    owner: "district",
    sample: { because: "removals" },
  },
};
