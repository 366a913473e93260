import type { Message } from "../message.ts";
import { brief, counted, listWords } from "../number-words.ts";
import { ownerWords } from "../wording/owner-words.ts";
import { wrapText } from "../wrap-text.ts";
import type { NoticeKind, OpenCause } from "./notice.ts";
import { kindCommands, kindWords } from "./notice-words.ts";
import { oneLine } from "./one-line.ts";
import { safeWords } from "./safe-words.ts";

/** What a notice is worded from. Names are those that operators gave; of people there are counts alone. */
export interface NoticeInput {
  readonly kind: NoticeKind;
  readonly district: { readonly id: number; readonly name: string };
  readonly source: { readonly id: number; readonly name: string } | undefined;
  /** What it speaks of, the gravest first; never empty. */
  readonly causes: readonly OpenCause[];
  readonly openedAt: string;
  readonly at: string;
  /** Who else is told the same. */
  readonly others: { readonly people: number; readonly programs: number };
  /** The console's address, once there is a console. */
  readonly consoleUrl?: string;
}

/** A notice as it leaves the house: no person's data, no content of a file, no secret. */
export interface WordedNotice {
  readonly subject: string;
  readonly text: string;
  /** The same for a program; the names of its fields stay. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** The six parts of a message, as one notice tells them of all its causes. */
type Parts = Omit<Message, "owner" | "vendorText">;

const lineWidth = 76;
const labelWidth = 15;
const longestSubject = 150;

/** Words a notice for one reader. The same input gives the same words. */
export function wordNotice(input: NoticeInput): WordedNotice {
  const [first] = input.causes;
  if (first === undefined) throw new Error("a notice has a cause");
  const parts = partsOf(input, first);
  const commands = commandsOf(input, first);
  const subject = subjectOf(input, first);
  return {
    subject,
    text: textOf(input, first, parts, commands),
    document: documentOf(input, { subject, parts, commands }),
  };
}

function subjectOf(input: NoticeInput, first: OpenCause): string {
  const { kind, openedAt } = input;
  const line = kindWords[first.kind].subject(first);
  const said =
    kind === "recovered"
      ? "Sync in order again"
      : kind === "reminder"
        ? `Still open since ${openedAt.slice(0, 10)}: ${line}`
        : line;
  return brief(`[${called(input.district.name)}] ${said}`, longestSubject);
}

function partsOf(input: NoticeInput, first: OpenCause): Parts {
  const { source, district } = input;
  const known = [
    ...(first.run === undefined ? [] : [`run ${first.run}`]),
    ...(source === undefined ? [] : [`source ${source.id}, ${called(source.name)}`]),
  ];
  const where = known.length === 0 ? `the district ${called(district.name)}` : listWords(known);
  const codes = input.causes.map(({ code }) => code).filter((code) => code !== "");
  const code = codes.length === 0 ? `notice ${first.kind}` : codes.join(", ");
  if (input.kind === "recovered") return { ...recovered(input, first), where, code };
  const kind = kindWords[first.kind];
  const safe = safeWords(first);
  // A fault's own words of what was done are sentences without facts; a hold's and a kind's own say more.
  return {
    what: safe.what ?? kind.what(first),
    did: kind.did(first),
    where,
    cause: safe.cause ?? kind.cause,
    fix: safe.fix ?? kind.fix,
    code,
  };
}

function recovered(
  { openedAt }: NoticeInput,
  first: OpenCause,
): Pick<Parts, "what" | "did" | "cause" | "fix"> {
  return {
    what: "The trouble of which you were told is over",
    did: `${isDecided(first) ? "Nothing waits for a person any more." : "The sync works again."} It had begun on ${instant(openedAt)}.`,
    cause: `It was: ${kindWords[first.kind].what(first).toLowerCase()}.`,
    fix: "Nothing.",
  };
}

/** Was it about a word that somebody had to give, and not about something broken? */
function isDecided({ kind }: OpenCause): boolean {
  return kind === "held" || kind === "second";
}

function commandsOf(input: NoticeInput, first: OpenCause): readonly string[] {
  const { kind, district, source } = input;
  const name = JSON.stringify(called(district.name));
  const found = kindCommands[kind](first, source === undefined ? "" : String(source.id));
  return found.map((command) => `npx muster ${command} --district ${name}`);
}

/** The first two lines say what it is, whether anything changed, and until when; the parts follow. */
function textOf(input: NoticeInput, first: OpenCause, parts: Parts, commands: readonly string[]): string {
  const { kind, at } = input;
  const isOver = kind === "recovered";
  const more = input.causes
    .slice(1)
    .map((cause) => safeWords(cause).what ?? kindWords[cause.kind].what(cause));
  const { owner, vendor } = isOver ? silent : safeWords(first);
  const rows: readonly (readonly [string, string])[] = [
    ["What happened", [parts.what, ...more].map((what) => `${what}.`).join(" ")],
    ["What we did", parts.did],
    ["Where", `${parts.where}. ${instant(at)}`],
    ["Likely cause", parts.cause],
    ["What to do", parts.fix],
    ...(owner === undefined ? [] : [["Who can", ownerWords[owner]] as const]),
    ...(vendor === undefined ? [] : [["To send them", vendor] as const]),
    ["Code", parts.code],
    ["Also told", othersText(input.others)],
  ];
  const lead = isOver
    ? [parts.what, parts.did]
    : [
        `${kindWords[first.kind].what(first)}. ${kindWords[first.kind].did(first)}`,
        kindWords[first.kind].until(first),
      ];
  const page = input.consoleUrl === undefined ? [] : ["", `See it: ${input.consoleUrl}`];
  return [
    ...lead.flatMap((line) => wrapText(line, lineWidth)),
    "",
    ...rows.flatMap(([label, text]) => labelled(label, text)),
    ...(commands.length === 0 ? [] : ["", "To look at it:", ...commands.map((command) => `  ${command}`)]),
    ...page,
    "",
    "Muster sends one notice for a cause, and one when it is over. It holds no data",
    "of children, families or staff.",
    "",
  ].join("\n");
}

/** Of what is over nobody has to mend anything. */
const silent = { owner: undefined, vendor: undefined };

function labelled(label: string, text: string): readonly string[] {
  return wrapText(text, lineWidth - labelWidth).map((line, index) =>
    `${(index === 0 ? label : "").padEnd(labelWidth)}${line}`.trimEnd(),
  );
}

function othersText({ people, programs }: NoticeInput["others"]): string {
  const told = [
    ...(people === 0 ? [] : [counted(people, "other person")]),
    ...(programs === 0 ? [] : [counted(programs, "program")]),
  ];
  return told.length === 0 ? "nobody else" : listWords(told);
}

function documentOf(
  input: NoticeInput,
  worded: { readonly subject: string; readonly parts: Parts; readonly commands: readonly string[] },
): Readonly<Record<string, unknown>> {
  const { kind, district, source, openedAt, at, causes, consoleUrl } = input;
  return {
    ...{ schemaVersion: 1, kind, district: { id: district.id, name: called(district.name) } },
    source: source === undefined ? null : { id: source.id, name: called(source.name) },
    ...{ openedAt, at, subject: worded.subject, message: worded.parts, commands: worded.commands },
    causes: causes.map(({ kind: trouble, code, run, facts, times, firstSeenAt }) => ({
      ...{ kind: trouble, code, run: run ?? null, facts, times, firstSeenAt },
    })),
    page: consoleUrl ?? null,
  };
}

/** A district or a source by its name, which is not let push the rest of a line away. */
function called(name: string): string {
  return brief(oneLine(name), 60);
}

/** `2026-11-19 02:12 UTC`. */
function instant(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}
