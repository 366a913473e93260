import { approveCommand } from "../approve-command.ts";
import { counted, formatCount } from "../number-words.ts";
import { dissuaded } from "../report.ts";
import { nothingChanged } from "../wording/words.ts";
import type { NoticeKind, OpenCause, TroubleKind } from "./notice.ts";

/** What is said of a kind of trouble whatever its code is; the code's own words take the place of `cause` and `fix`. */
export interface KindWords {
  /** The subject of the mail, after the district's name. */
  readonly subject: (cause: OpenCause) => string;
  readonly what: (cause: OpenCause) => string;
  readonly did: (cause: OpenCause) => string;
  readonly cause: string;
  readonly fix: string;
  /** Until when somebody must act, and what happens if nobody does. */
  readonly until: (cause: OpenCause) => string;
}

const amount = ({ facts }: OpenCause, name: string): number => {
  const value = facts[name];
  return typeof value === "number" ? value : 0;
};

const waiting = (cause: OpenCause): string => counted(amount(cause, "waiting"), "change");
const isPartly = (cause: OpenCause): boolean => amount(cause, "applied") > 0;
const isBroken = ({ code }: OpenCause): boolean => code === "run.verify.failed";
const asBefore = `${nothingChanged} The roster stays in use as it was.`;

/** What is said of each kind of trouble. */
export const kindWords: Readonly<Record<TroubleKind, KindWords>> = {
  held: {
    subject: (c) =>
      amount(c, "waiting") === 0
        ? "Sync waiting for you, nothing changed"
        : isPartly(c)
          ? `Sync waiting for you: ${waiting(c)}, the rest is done`
          : `Sync waiting for you: ${waiting(c)}, nothing changed`,
    what: (c) => (isPartly(c) ? "A part of the sync waits for a person" : "The sync waits for a person"),
    did: (c) =>
      isPartly(c)
        ? `${counted(amount(c, "applied"), "change")} ${amount(c, "applied") === 1 ? "was" : "were"} safe and ${amount(c, "applied") === 1 ? "is" : "are"} done. What waits is not.`
        : `${nothingChanged} What waits stays as it is.`,
    cause: "A limit was passed, or the files look unlike those before. The report says which.",
    fix: "Look at what waits. If it is right, approve it. If not, do nothing.",
    until: () => "There is no hurry: what waits is not done, and the next files bring a new plan.",
  },
  second: {
    subject: (c) => `Second approval wanted: ${waiting(c)}, nothing of them done`,
    what: () => "One person has approved, and a second one has to",
    did: () => "The first approval is kept with the plan. Nothing of it is done before the second.",
    cause: "In this district some approvals take two people.",
    fix: "Somebody else who may approve reads the plan and approves the same part. If it is wrong, decline it.",
    until: () => "The approval stands until the next files bring a new plan.",
  },
  rejected: {
    subject: () => "Files not accepted, nothing changed",
    what: () => "The files that arrived cannot be used",
    did: () => asBefore,
    cause: "The export was interrupted, or its form has changed. The report says where.",
    fix: "Look at the report, and ask whoever sends the files for corrected ones.",
    until: () => "The roster grows older every day until usable files arrive.",
  },
  failed: {
    subject: (c) =>
      isBroken(c)
        ? "Sync applied, but the check afterwards failed"
        : "Sync could not be finished, nothing changed",
    what: (c) =>
      isBroken(c) ? "The roster may not be what the plan says" : "The sync could not be finished",
    did: (c) => (isBroken(c) ? "The changes of the plan were written." : asBefore),
    cause: "A server, a network or a disk did not do what it should.",
    fix: "Look at the run, and at the source.",
    until: (c) =>
      isBroken(c)
        ? "Somebody should look at it before the next sync."
        : "Muster tries again at the next scheduled time at the latest.",
  },
  "sign-in": {
    subject: () => "Muster may not fetch your roster, nothing changed",
    what: () => "The other side does not let Muster in, or is not who it was before",
    did: () => asBefore,
    cause: "A password, a key or a permission was changed or has run out.",
    fix: "Check the account and its keys with whoever runs the other side, then test the source.",
    until: () => "Nothing new arrives until somebody has acted.",
  },
  stale: {
    subject: (c) => `No new files for ${counted(amount(c, "schoolDays"), "school day")}`,
    what: (c) => `Nothing new has arrived for ${counted(amount(c, "schoolDays"), "school day")}`,
    did: () => "The roster stays in use as it was, and grows older.",
    cause: "The export is switched off, or delivers the same files again and again.",
    fix: "Ask whoever runs the export whether it ran. If school is out, pause the source.",
    until: () => "Nothing new arrives until somebody has acted.",
  },
  "dead-letter": {
    subject: () => "Sync given up for today, nothing changed",
    what: (c) =>
      amount(c, "attempts") > 1
        ? `The sync was given up after ${formatCount(amount(c, "attempts"))} attempts`
        : "The sync was given up",
    did: () => asBefore,
    cause: "The other side could not be reached, or stopped in the midst of it.",
    fix: "Look at the source, then start the sync again.",
    until: () => "Muster tries again at the next scheduled time.",
  },
};

/** What to type next, after a kind of trouble. `<district>` and `<source>` are filled in. */
export const kindCommands: Readonly<
  Record<NoticeKind, (cause: OpenCause, source: string) => readonly string[]>
> = {
  held: ({ run, code, facts }) => [
    ...runCommand("show", run),
    ...(typeof facts.plan === "string" && !isDissuaded(code)
      ? [approveCommand(facts.plan, countIn(facts.toConfirm))]
      : []),
  ],
  second: ({ run, facts }) => [
    ...runCommand("show", run),
    // A part is picked on the page of the plan: the command would approve more than the first has.
    ...(typeof facts.plan === "string" && facts.isWhole === true
      ? [approveCommand(facts.plan, countIn(facts.toConfirm))]
      : []),
  ],
  rejected: ({ run }) => [...runCommand("show", run), ...runCommand("report", run)],
  failed: ({ run }, source) => [...runCommand("show", run), ...sourceCommand(source)],
  "sign-in": (_, source) => sourceCommand(source),
  stale: (_, source) => sourceCommand(source),
  "dead-letter": (_, source) => sourceCommand(source),
  reminder: (cause, source) => kindCommands[cause.kind](cause, source),
  recovered: () => ["run list"],
};

function countIn(fact: OpenCause["facts"][string] | undefined): number | undefined {
  return typeof fact === "number" ? fact : undefined;
}

/** Where the words advise against it, nobody is handed the command that does it. */
function isDissuaded(code: string): boolean {
  return [...dissuaded].some((known) => known === code);
}

function runCommand(verb: "show" | "report", run: number | undefined): readonly string[] {
  return run === undefined ? [] : [`run ${verb} ${run}`];
}

function sourceCommand(source: string): readonly string[] {
  return source === "" ? ["run list"] : [`source test ${source}`];
}
