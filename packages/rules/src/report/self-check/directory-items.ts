import { counted, formatCount } from "../number-words.ts";
import { type ItemFacts, type ItemRule, lookIfAny, mustBeNone } from "./self-check.ts";

function would(noun: string, some: string, none: string): (found: ItemFacts) => string {
  return ({ count, of }) =>
    of === 0
      ? `There is no ${noun} that this source does not feed already.`
      : count === 0
        ? `${counted(of, noun)} of ours looked at: ${none}.`
        : `${formatCount(count)} of ${counted(of, noun)} of ours ${count === 1 ? "is" : "are"} ${some}.`;
}

/**
 * Items about what we hold already and this source would make a second time: no first sync joins a student to one that
 * was typed in by hand, for siblings share everything but the first name.
 */
export const directoryItems = {
  "person.match.exact": {
    title: "Nobody we hold comes a second time",
    judge: mustBeNone,
    says: would(
      "existing person",
      "certainly in the data too (same name with the same number or e-mail), and would be there twice",
      "none is certainly in the data",
    ),
    todo: () =>
      "If they came from a source with the same IDs, let this one follow it (--follows). Otherwise archive them first.",
  },
  "person.match.likely": {
    title: "Nobody we hold seems to come a second time",
    judge: lookIfAny,
    says: would(
      "existing person",
      "probably in the data too (same name at the same school)",
      "none seems to be in the data under another number",
    ),
    todo: () => "Compare them one by one; archive those that are the same before the first sync.",
  },
  "guardian.details.differ": {
    title: "Families we hold have the contact details of the data",
    judge: lookIfAny,
    says: would(
      "existing guardian",
      "in the data under the same name with other contact details, and would be made twice",
      "none comes under the same name with other contact details",
    ),
    todo: () =>
      "Write the details of the data into the existing account first (npx muster person edit); then both become one.",
  },
  "classroom.match.likely": {
    title: "No classroom we hold comes a second time",
    judge: lookIfAny,
    says: would(
      "existing classroom",
      "named like a class of the same school in the data, and would be there twice",
      "none is named like a class in the data",
    ),
    todo: () => "Hand them over (npx muster classroom link), archive them, or leave both.",
  },
} as const satisfies Readonly<Record<string, ItemRule>>;
