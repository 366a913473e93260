import type { RecordType, SliceKind } from "../model/entities.ts";
import { capital } from "./letter-case.ts";
import { counted, formatCount, listWords, plural } from "./number-words.ts";
import { effectText } from "./slice-words.ts";
import { fieldWord, recordNouns } from "./wording/record-words.ts";

/** A group of like changes of a plan: their cause by its name, what tells it from others, and how many there are. */
export interface ChangeGroup {
  readonly cause: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly changes: number;
  /** In how many schools. */
  readonly schools: number;
}

/** A group as people read it. */
export interface CauseWords {
  /** One line with its count: `E-mail addresses move from old.org to new.org: 10,455 people`. */
  readonly title: string;
  /** What it means, and how it was recognised. */
  readonly says: string;
  /** `formatting` spaces and capitals alone, which must not bury the rest · `leaving` somebody or something goes. */
  readonly tone: "plain" | "leaving" | "formatting" | "odd";
}

type Told = Pick<ChangeGroup, "changes" | "schools"> & {
  readonly type: RecordType;
  readonly kind: SliceKind;
  readonly fact: (name: string) => string;
  readonly isTrue: (name: string) => boolean;
};
type Teller = (told: Told) => CauseWords;

/** The words of a group. A cause that nobody knows is told by its counts. */
export function causeWords(group: ChangeGroup): CauseWords {
  const fact = (name: string): string => String(group.facts[name] ?? "");
  const type = fact("type") as RecordType;
  const told: Told = {
    ...{ changes: group.changes, schools: group.schools, fact, isTrue: (name) => group.facts[name] === true },
    type: Object.hasOwn(recordNouns, type) ? type : "student",
    kind: kindOf(fact("kind")),
  };
  const teller = Object.hasOwn(tellers, group.cause) ? tellers[group.cause] : undefined;
  return (teller ?? unknown)(told);
}

function kindOf(text: string): SliceKind {
  return text === "addition" || text === "removal" ? text : "update";
}

const verbs: Readonly<Record<SliceKind, (many: boolean) => string>> = {
  addition: (many) => (many ? "come" : "comes"),
  update: (many) => (many ? "change" : "changes"),
  removal: (many) => (many ? "leave" : "leaves"),
};

const unknown: Teller = ({ changes, type, kind }) => ({
  title: `${things(changes, type)} ${verbs[kind](changes !== 1)}`,
  says: "",
  tone: toneOf(kind),
});

function things(count: number, type: RecordType): string {
  return counted(count, recordNouns[type]);
}

function people(count: number): string {
  return counted(count, "person");
}

function toneOf(kind: SliceKind): CauseWords["tone"] {
  return kind === "removal" ? "leaving" : "plain";
}

/** `first name and e-mail` out of `givenName,email`. */
function fieldsIn(columns: string): string {
  return listWords(columns.split(",").map(fieldWord));
}

/** `1 student moves`, `2 students move`. */
function doing(count: number, noun: string, verb: string): string {
  return `${counted(count, noun)} ${count === 1 ? `${verb}${/(?:ch|sh|s|x)$/.test(verb) ? "es" : "s"}` : verb}`;
}

/** What happens to records of a type, of its own accord: `3 students join`, `2 classes close`. */
const happens = (count: number, type: RecordType, kind: SliceKind): string => effectText(type, kind, count);

const simple =
  (says: string, tone?: CauseWords["tone"], more = ""): Teller =>
  ({ changes, type, kind }) => ({
    title: `${happens(changes, type, kind)}${more}`,
    says,
    tone: tone ?? toneOf(kind),
  });

const odd =
  (text: string, says: string): Teller =>
  ({ changes, type, kind }) => ({ title: `${text}: ${happens(changes, type, kind)}`, says, tone: "odd" });

const tellers: Readonly<Record<string, Teller>> = {
  first: simple("They are the first: nothing was there before.", undefined, " with the first roster"),
  "grade-up": ({ changes }) => ({
    title: `New school year: ${doing(changes, "student", "move")} up one grade`,
    says: "Nothing but the grade changes, and it is the next one.",
    tone: "plain",
  }),
  graduates: ({ changes, fact }) => ({
    title: `${doing(changes, "student", "leave")} grade ${fact("grade")}, the last one`,
    says: "The source no longer lists them, and no grade comes after theirs: this is what graduation looks like.",
    tone: "leaving",
  }),
  "term-over": ({ changes, type }) => ({
    title: `${happens(changes, type, "removal")} because the last day is over`,
    says: "The source had said beforehand when they end.",
    tone: "plain",
  }),
  "school-opened": ({ changes, fact }) => ({
    title: `${fact("school") || "A school"} opens, with ${counted(changes, "record")}`,
    says: "The school is new in this plan, and so is everything in it.",
    tone: "plain",
  }),
  "school-closed": ({ changes, fact }) => ({
    title: `${fact("school") || "A school"} closes, with ${counted(changes, "record")}`,
    says: "The school leaves with this plan, and everything in it goes along.",
    tone: "leaving",
  }),
  "school-renamed": ({ fact }) => ({
    title: `${fact("old") || "A school"} is called ${fact("new")} now`,
    says: "The school is the same, under the same ID.",
    tone: "plain",
  }),
  "class-opened": simple("These classes are new in this plan.", "plain", " in classes that open"),
  "class-closed": simple(
    "These classes close with this plan, so nobody is in them any more.",
    "plain",
    " in classes that close",
  ),
  "class-changed": ({ changes }) => ({
    title: `Students change classes: ${counted(changes, "class membership")}`,
    says: "They leave one class and join another in the same plan.",
    tone: "plain",
  }),
  section: ({ fact, isTrue }) => {
    const from = fact("from") || "a class";
    const to = fact("to") || "a class";
    const moved = `${counted(Number(fact("students")), "student")} go from ${from} to ${to}`;
    const verb =
      isTrue("isToNew") && !isTrue("isFromClosed")
        ? "Split"
        : isTrue("isFromClosed") && !isTrue("isToNew")
          ? "Merged"
          : "Moved";
    return {
      title: `${verb}: ${moved}`,
      says: "Five or more students leave the same class for the same other one.",
      tone: "plain",
    };
  },
  "teacher-replaced": ({ changes }) => ({
    title: `Teachers are replaced: ${counted(changes, "class membership")}`,
    says: "In the same class one teacher leaves and another comes.",
    tone: "plain",
  }),
  "with-newcomer": simple(
    "They belong to people who are new in this plan.",
    "plain",
    " with people who are new",
  ),
  "with-leaver": simple("They belong to people who leave with this plan.", "plain", " with people who leave"),
  "families-begin": ({ changes, type }) => ({
    title: `Families come in for the first time: ${things(changes, type)}`,
    says: "No family was known before this plan: the source begins to send them, or a second source was added.",
    tone: "plain",
  }),
  back: ({ changes, type }) => ({
    title: `${doing(changes, recordNouns[type], "come")} back`,
    says: "They were here before and stand up again as who they were.",
    tone: "plain",
  }),
  listed: simple("The source lists them and they were not here before."),
  absent: simple("The source no longer lists them, and its files are complete."),
  "not-shared": simple(
    "Their school or class is no longer linked or shared, so the source has no word on them.",
    "leaving",
    " because their school or class is no longer shared",
  ),
  "called-deleted": simple(
    "The source itself calls them deleted.",
    "leaving",
    ", as the source says in words",
  ),
  "email-domain": ({ changes, fact }) => ({
    title: `E-mail domain ${fact("old")} → ${fact("new")}: ${people(changes)}`,
    says: "The part before the @ stays; the part after it is another.",
    tone: "plain",
  }),
  format: ({ changes, fact, type }) => ({
    title: `Formatting alone, ${fieldsIn(fact("columns"))}: ${things(changes, type)}`,
    says: "Capitals, spaces and punctuation differ, and nothing else.",
    tone: "formatting",
  }),
  values: ({ changes, fact, type, schools }) => {
    const columns = fact("columns");
    const isOne = !columns.includes(",");
    return {
      title: `${capital(fieldsIn(columns))} ${isOne ? "changes" : "change"}: ${things(changes, type)}`,
      says: isOne
        ? `Nothing else of them changes${schools > 1 ? `; they are in ${formatCount(schools)} schools` : ""}.`
        : "These values change together.",
      tone: "plain",
    };
  },
  linked: ({ changes, type }) => ({
    title: `IDs are tied to ${plural(recordNouns[type])} anew: ${counted(changes, "change")}`,
    says: "What a source calls a record changes; the record stays.",
    tone: "plain",
  }),
  rekeyed: odd(
    "New IDs for the same people",
    "Somebody of the same name leaves and comes in this plan: the source has issued new IDs.",
  ),
  "role-switched": odd("Students and staff trade places", "The source now lists them in another role."),
  "other-person": odd("IDs that now name somebody else", "Under a known ID the source lists another human."),
  protected: odd("People who administer a district", "They sign in here and would lose their role."),
  "class-shrinks": odd(
    "Classes lose more than half",
    "More than half of the students would leave these classes.",
  ),
  "implausible-family": odd(
    "Families that are too large",
    "One guardian for a whole class, or a dozen for one student.",
  ),
  "restricted-family": odd(
    "New family of protected students",
    "A person has restricted somebody of these families.",
  ),
  undone: ({ changes, type, kind }) => ({
    title: `Taken back: ${happens(changes, type, kind)}`,
    says: "What an earlier run did is reversed.",
    tone: "plain",
  }),
  edited: ({ changes, type, kind }) => ({
    title: `Made by hand: ${happens(changes, type, kind)}`,
    says: "A person made this change in Muster.",
    tone: "plain",
  }),
};

/** Every cause that has words, for the test that holds the grouping to them. */
export const knownCauses: readonly string[] = Object.keys(tellers);

/** So many causes a headline tells; the rest is counted. */
const most = 3;

/**
 * What a plan is about in one sentence, what is odd first, then what leaves, the largest causes of each first, and formatting last.
 */
export function causesHeadline(groups: readonly ChangeGroup[]): string {
  const weight = { odd: 0, leaving: 1, plain: 2, formatting: 3 } as const;
  const told = groups
    .map((group) => ({ group, words: causeWords(group) }))
    .sort((a, b) => weight[a.words.tone] - weight[b.words.tone] || b.group.changes - a.group.changes);
  const rest = told.slice(most).reduce((sum, { group }) => sum + group.changes, 0);
  const parts = told.slice(0, most).map(({ words }) => words.title);
  if (parts.length === 0) return "Nothing would change.";
  return `${parts.join(" · ")}${rest === 0 ? "" : ` · and ${counted(rest, "other change")}`}.`;
}
