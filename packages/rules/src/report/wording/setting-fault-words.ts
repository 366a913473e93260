import { nothingChanged, type Words } from "./words.ts";

/** What is said where a setting cannot be set as it was typed. Keyed by the code of the fault. */
export const settingFaultWords: Readonly<Record<string, Words>> = {
  "setting.key.unknown": {
    what: (t) => `There is no setting named ${t.quoted("key", 40)}`,
    did: nothingChanged,
    cause: "The name is mistyped, or belongs to another version of Muster.",
    fix: (t) => `The settings are: ${t.fact("known")}.`,
    owner: "operator",
    sample: { key: "removal.limit", known: "removal.limit-percent, gate.policy" },
  },
  "setting.preview.busy": {
    what: () => "A sync is under way, so nothing can be previewed just now",
    did: nothingChanged,
    cause: "A preview needs the roster to stand still for a moment.",
    fix: "Wait until the sync has ended, and look again.",
    owner: "district",
    sample: {},
  },
  "setting.preview.large": {
    what: () => "This district is too large for a preview before a screen",
    did: nothingChanged,
    cause: (t) => `It would plan ${t.amount("records")} records twice.`,
    fix: "Set it, then make a plan of the newest files, which changes nothing: npx muster plan",
    owner: "operator",
    sample: { records: 8000000 },
  },
  "setting.value.invalid": {
    what: (t) => `The setting ${t.fact("key")} does not take this value`,
    did: nothingChanged,
    cause: (t) => `It takes: ${t.fact("expects")}.`,
    fix: (t) => `Set one of these: npx muster setting set ${t.fact("key")} …`,
    owner: "operator",
    sample: { key: "removal.limit-percent", expects: "a whole number from 1 to 50" },
  },
  "setting.approvers.needed": {
    what: () => "A second person cannot be asked for: fewer than two people may approve",
    did: nothingChanged,
    cause: "With one owner or data manager who signs in, nothing dangerous could be approved by anybody.",
    fix: "Invite a second owner or data manager under Settings, People. Once they have signed in, turn it on.",
    owner: "district",
    sample: { approvers: 1 },
  },
};
