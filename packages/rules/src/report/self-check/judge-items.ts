import { directoryItems } from "./directory-items.ts";
import { rosterItems } from "./roster-items.ts";
import type { CheckedItem, CheckState, ItemExample, ItemFacts, ItemRule } from "./self-check.ts";
import { setUpItems } from "./set-up-items.ts";

/** Every item, in the order in which a person works through them. */
export const checkItems = { ...setUpItems, ...rosterItems, ...directoryItems } as const;

/** One of them. */
export type CheckItemId = keyof typeof checkItems;

const order: readonly CheckItemId[] = [
  ...(["source.look.none", "source.secret.missing", "roster.fetch.none", "roster.proof.missing"] as const),
  ...(["roster.rows.left-out", "roster.fields.excess"] as const),
  ...(["school.link.none", "school.listing.none", "school.students.none"] as const),
  ...(["student.grade.none", "student.class.none", "student.family.none"] as const),
  ...(["class.teacher.none", "class.student.none", "teacher.email.none", "guardian.contact.none"] as const),
  ...(["adult.accounts.several", "person.match.exact", "person.match.likely"] as const),
  ...(["guardian.details.differ", "classroom.match.likely"] as const),
  ...(["plan.records.removed", "plan.changes.held"] as const),
];

/** Whether there is an item of this name. */
export function isCheckItem(id: string): id is CheckItemId {
  return Object.hasOwn(checkItems, id);
}

/** What was counted for an item, and the first of those that were. */
export interface CountedItem extends ItemFacts {
  readonly examples: readonly ItemExample[];
}

/**
 * Judges what was counted, item by item.
 *
 * @param counted by item; an item that is missing could not be counted, for nothing has been fetched yet
 * @param listOf the command that lists all of an item's
 */
export function judgeItems(
  counted: Readonly<Partial<Record<CheckItemId, CountedItem>>>,
  listOf: (id: CheckItemId) => string,
): readonly CheckedItem[] {
  return order.map((id) => {
    const rule: ItemRule = checkItems[id];
    const found = counted[id];
    if (found === undefined)
      return {
        ...{ id, title: rule.title, state: "unknown", count: 0, of: 0, target: 0 },
        ...{ says: "Not known yet: no roster has been fetched.", todo: "", list: "", examples: [] },
      };
    const state = rule.judge(found);
    return {
      ...{ id, title: rule.title, state, count: found.count, of: found.of, target: 0 },
      says: rule.says(found),
      todo: state === "fine" ? "" : rule.todo(found),
      list: found.examples.length > 0 ? listOf(id) : "",
      examples: found.examples,
    };
  });
}

/** The state of the whole: the worst of its items; what is unknown is worth a look. */
export function stateOfAll(items: readonly CheckedItem[]): Exclude<CheckState, "unknown"> {
  if (items.some(({ state }) => state === "must")) return "must";
  return items.every(({ state }) => state === "fine") ? "fine" : "look";
}
