import { counted, formatCount } from "../number-words.ts";
import { type ItemFacts, type ItemRule, lookIfAny, mustBeNone } from "./self-check.ts";

const source = (facts: Readonly<Record<string, string | number>>): string => String(facts.source ?? "");

/** `: 12 schools, 3,412 students`, as far as that was told; a school and its students are counted apart. */
function seenAtLook({ schools, counted: told, students }: ItemFacts["facts"]): string {
  const all = Number(schools ?? 0);
  if (all === 0) return "";
  const at = Number(told ?? 0);
  if (at === 0) return `: ${counted(all, "school")}, whose students it could not count`;
  const some = at < all ? ` at ${formatCount(at)} of them` : "";
  return `: ${counted(all, "school")}, ${counted(Number(students ?? 0), "student")}${some}`;
}

/** Items about the source itself: can it be reached, is what came whole, what came that nobody asked for. */
export const setUpItems = {
  "source.look.none": {
    title: "The connection was tested",
    judge: mustBeNone,
    says: ({ count, of, facts }) =>
      count > 0
        ? "Nobody has tested the connection since it was set up or changed."
        : of === 0
          ? "Files are brought by hand: there is no connection to test."
          : `The connection was tested on ${String(facts.lookedAt).slice(0, 10)}${seenAtLook(facts)}.`,
    todo: ({ facts }) => `Test it: npx muster source test ${source(facts)}`,
  },
  "source.secret.missing": {
    title: "Secrets are kept, and the server's key is pinned",
    judge: mustBeNone,
    says: ({ count, of, facts }) =>
      count > 0
        ? `Missing: ${String(facts.missing)}.`
        : of === 0
          ? "This kind of source needs none."
          : "All there; they are kept sealed and never shown.",
    todo: ({ facts }) => `Fill it in: npx muster source set ${source(facts)} --help`,
  },
  "roster.fetch.none": {
    title: "A roster has been fetched and read",
    judge: ({ count, facts }) => (count === 0 ? "fine" : facts.isRefused === 1 ? "must" : "look"),
    says: ({ count, facts }) =>
      count === 0
        ? `The newest was read on ${String(facts.takenAt).slice(0, 10)}${facts.run === "" ? ", with the source that it joins" : ` by run ${String(facts.run)}`}.`
        : facts.isRefused === 1
          ? `What came last cannot be used (${String(facts.code)}).`
          : facts.code === ""
            ? "Nothing has been fetched yet, so most of this cannot be counted."
            : `The last fetch brought nothing (${String(facts.code)}).`,
    todo: ({ facts }) =>
      facts.isRefused === 1 && facts.run !== ""
        ? `See why: npx muster run report ${String(facts.run)}`
        : `Fetch and plan, which changes nothing: npx muster source plan ${source(facts)}`,
  },
  "roster.proof.missing": {
    title: "Every file or collection was proved complete",
    judge: lookIfAny,
    says: ({ count, of, facts }) =>
      count > 0
        ? `Nothing proves that ${counted(count, "file")} of ${formatCount(of)} came whole.`
        : of === 0
          ? "Files given by hand: whoever gives them vouches for them."
          : `${counted(of, "file")} came whole; for ${formatCount(Number(facts.weak ?? 0))} of them quiet or size is the only sign.`,
    todo: () => "Send a ZIP, or a manifest.csv with the files: both say themselves when they are whole.",
  },
  "roster.rows.left-out": {
    title: "Every row can be used",
    judge: lookIfAny,
    says: ({ count }) =>
      count > 0
        ? `Muster leaves out ${counted(count, "row")} for an error; what they feed stays as it is.`
        : "No row was left out for an error.",
    todo: ({ facts }) => `See which and why: npx muster run report ${String(facts.run)}`,
  },
  "roster.fields.excess": {
    title: "Nothing arrives that a roster does not need",
    judge: lookIfAny,
    says: ({ count, facts }) =>
      count > 0
        ? `Received and thrown away unread: ${String(facts.fields)}.`
        : "No such field was seen at the test or in the files.",
    todo: () =>
      "Take these fields out of the export, or out of what is shared: what never arrives cannot leak.",
  },
  "plan.records.removed": {
    title: "What the plan archives or ends",
    judge: lookIfAny,
    says: ({ count, of, facts }) =>
      count > 0
        ? `Of ${counted(of, "change")} ${formatCount(count)} archive or end something: ${String(facts.removed)}.`
        : `${counted(of, "change")}, and none of them archives or ends anything.`,
    todo: ({ facts }) => `Read them: npx muster run report ${String(facts.run)}`,
  },
  "plan.changes.held": {
    title: "What the limits hold",
    judge: ({ count, facts }) => (count === 0 ? "fine" : facts.isWhole === 1 ? "must" : "look"),
    says: ({ count, of, facts }) =>
      count === 0
        ? "Every change may be applied."
        : facts.isWhole === 1
          ? `All ${counted(of, "change")} wait [${String(facts.gates)}].`
          : `${formatCount(count)} of ${counted(of, "change")} wait for a person [${String(facts.gates)}].`,
    todo: ({ facts }) => `See why, and approve what is right: npx muster run show ${String(facts.run)}`,
  },
} as const satisfies Readonly<Record<string, ItemRule>>;
