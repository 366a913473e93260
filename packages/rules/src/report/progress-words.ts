import { counted, formatBytes, formatCount } from "./number-words.ts";

/** What is known of a piece of work while it waits or goes on. Times are in seconds. */
export interface ProgressFacts {
  readonly kind: "sync" | "plan" | "apply" | "undo" | "manual";
  /** It takes files that somebody has brought, and fetches nothing. */
  readonly isUpload: boolean;
  readonly isWaiting: boolean;
  /** Where it is; "" before it has said so. */
  readonly stage: string;
  readonly done: number | undefined;
  /** Out of so many, as far as anybody knows. */
  readonly of: number | undefined;
  /** A file or list in a few words. */
  readonly what: string | undefined;
  /** How long it has been in this step. */
  readonly inStepSeconds: number | undefined;
  /** How long the steps took that are over. */
  readonly past: Readonly<Record<string, number>>;
  /** Since its last sign of life; undefined where none are given. */
  readonly silentSeconds: number | undefined;
  readonly isCancelAsked: boolean;
  /** Until the next attempt, where it waits for one. */
  readonly retrySeconds: number | undefined;
  readonly attempts: number;
  /** What of the same district has to end before it; left out where nothing is known of. */
  readonly behind?: WorkAhead | undefined;
}

/** Work of the same district that comes first: of a district one thing is done at a time. */
export interface WorkAhead {
  readonly kind: ProgressFacts["kind"];
  readonly isUpload: boolean;
  /** What its source is called. */
  readonly source: string | undefined;
}

/** One step as it is shown: a title, how far it is, and that in words. */
export interface ToldStep {
  readonly stage: string;
  readonly title: string;
  readonly state: "done" | "now" | "todo";
  /** 0 to 100; null where nobody can say. */
  readonly percent: number | null;
  readonly says: string;
}

/** A piece of work as it is shown. */
export interface ToldProgress {
  /** One sentence: where it is, or what it waits for. */
  readonly says: string;
  readonly steps: readonly ToldStep[];
  /** Of the whole, 0 to 99. */
  readonly percent: number;
  /** What stopping it now would leave. */
  readonly leaves: string;
  /** No sign of life for so long that somebody should be told. */
  readonly isSilent: boolean;
}

/** Without a sign of life for so long the page says so itself, s (ux §7). */
export const silentAfterSeconds = 60;

interface Step {
  readonly title: string;
  /** Its share of the whole, in percent: what it takes on a usual day. */
  readonly share: number;
  readonly unit?: "row" | "change";
}

const steps = {
  collect: { title: "Fetch", share: 20 },
  read: { title: "Read", share: 30, unit: "row" },
  check: { title: "Check", share: 5 },
  plan: { title: "Compare", share: 20, unit: "change" },
  gate: { title: "Limits", share: 2 },
  apply: { title: "Apply", share: 18 },
  verify: { title: "Verify", share: 5 },
} as const satisfies Readonly<Record<string, Step>>;

type Stage = keyof typeof steps;
const order = Object.keys(steps) as readonly Stage[];
const stagesOf: Readonly<Record<ProgressFacts["kind"], readonly Stage[]>> = {
  sync: order,
  plan: ["collect", "read", "check", "plan", "gate"],
  apply: ["apply", "verify"],
  undo: ["plan", "gate", "apply", "verify"],
  manual: ["plan", "apply"],
};

/** Says how far a piece of work is: its steps, a sentence, and what stopping it would leave. */
export function tellProgress(facts: ProgressFacts): ToldProgress {
  const stages = stagesOf[facts.kind];
  const at = facts.isWaiting ? -1 : facts.stage === "report" ? stages.length : stages.findIndex(isAt(facts));
  const told = stages.map((stage, index) => toldStep(stage, index - at, facts));
  const isSilent = !facts.isWaiting && (facts.silentSeconds ?? 0) >= silentAfterSeconds;
  return {
    ...{ steps: told, isSilent, leaves: leavesOf(facts) },
    percent: wholePercent(stages, told),
    says: sentenceOf(
      facts,
      told.find(({ state }) => state === "now"),
      isSilent,
    ),
  };
}

const isAt =
  ({ stage }: ProgressFacts) =>
  (one: Stage): boolean =>
    one === stage;

function toldStep(stage: Stage, offset: number, facts: ProgressFacts): ToldStep {
  const { title }: Step = steps[stage];
  const known = { stage, title: stage === "collect" && facts.isUpload ? "Open" : title };
  // Before it has said where it is, all of it is still to be done.
  if (offset > 0 || facts.isWaiting) return { ...known, state: "todo", percent: 0, says: "" };
  if (offset < 0) {
    const took = facts.past[stage];
    const isOver = facts.stage !== "" && facts.stage !== "wait";
    return {
      ...{ ...known, state: isOver ? "done" : "todo", percent: isOver ? 100 : 0 },
      says: took === undefined || !isOver ? "" : seconds(took),
    };
  }
  return { ...known, state: "now", percent: stepPercent(facts), says: nowWords(stage, facts) };
}

function stepPercent({ done, of }: ProgressFacts): number | null {
  if (done === undefined || of === undefined || of <= 0) return null;
  return Math.min(99, Math.floor((done / of) * 100));
}

/** `1,200 of 3,400 rows, 410 a second, 5 s, 10 to 20 s left in this step`. */
function nowWords(stage: Stage, facts: ProgressFacts): string {
  const { done, what, inStepSeconds } = facts;
  const parts = [
    stage === "collect" && what !== undefined ? what : "",
    done === undefined || done === 0 ? "" : amountWords(stage, facts, done),
    rateWords(stage, facts),
    inStepSeconds === undefined || inStepSeconds < 1 ? "" : seconds(inStepSeconds),
    leftWords(facts),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function amountWords(stage: Stage, facts: ProgressFacts, done: number): string {
  const { of } = facts;
  const { unit }: Step = steps[stage];
  const told = (amount: number): string =>
    isBytes(stage, facts)
      ? formatBytes(amount)
      : unit === undefined
        ? formatCount(amount)
        : counted(amount, unit);
  if (of === undefined || of <= 0) return told(done);
  // How many there will be is that of the time before, until more have come.
  const ofWhat = stage === "read" ? `about ${told(of)}` : told(of);
  return done > of ? told(done) : `${isBytes(stage, facts) ? told(done) : formatCount(done)} of ${ofWhat}`;
}

/** A file tells its bytes; a list of files or of pages tells how many. */
function isBytes(stage: Stage, { what, of }: ProgressFacts): boolean {
  return stage === "collect" && /\.(?:csv|zip)$/i.test(what ?? "") && (of ?? 0) >= 1000;
}

function rateWords(stage: Stage, facts: ProgressFacts): string {
  const { done, inStepSeconds } = facts;
  if (done === undefined || inStepSeconds === undefined || inStepSeconds < 2 || done === 0) return "";
  const rate = done / inStepSeconds;
  if (rate < 1) return "";
  return `${isBytes(stage, facts) ? formatBytes(Math.round(rate)) : formatCount(rate)} a second`;
}

/** Only once a tenth is done, and as a range: an estimate before that is a guess. */
function leftWords({ done, of, inStepSeconds }: ProgressFacts): string {
  if (done === undefined || of === undefined || inStepSeconds === undefined || inStepSeconds < 5) return "";
  const share = done / of;
  if (!(share >= 0.1 && share < 1)) return "";
  const left = (inStepSeconds * (1 - share)) / share;
  return `${seconds(Math.max(1, left * 0.7)).replace(/ s$/, "")} to ${seconds(Math.max(2, left * 1.5))} left in this step`;
}

/** `12 s`, `3 min`, `2 h`. */
function seconds(amount: number): string {
  if (amount < 90) return `${formatCount(Math.round(amount))} s`;
  if (amount < 90 * 60) return `${formatCount(Math.round(amount / 60))} min`;
  return `${formatCount(Math.round(amount / 3600))} h`;
}

function wholePercent(stages: readonly Stage[], told: readonly ToldStep[]): number {
  const all = stages.reduce((sum, stage) => sum + steps[stage].share, 0);
  const done = stages.reduce((sum, stage, index) => {
    const step = told[index];
    const percent = step?.state === "done" ? 100 : step?.state === "now" ? (step.percent ?? 0) : 0;
    return sum + (steps[stage].share * percent) / 100;
  }, 0);
  return Math.min(99, Math.floor((done / all) * 100));
}

function sentenceOf(facts: ProgressFacts, now: ToldStep | undefined, isSilent: boolean): string {
  if (facts.isWaiting) return waitWords(facts);
  if (isSilent)
    return `No sign of life for ${seconds(facts.silentSeconds ?? 0)}. If it stays so, another worker takes the sync over from the beginning; nothing is done twice.`;
  if (facts.isCancelAsked) return "It was asked to stop and ends within a few seconds.";
  if (facts.stage === "wait") return "Another run of this district is under way; this one follows.";
  if (facts.stage === "report") return "Almost done.";
  return now === undefined ? "It is beginning." : `${now.title} is under way.`;
}

function waitWords({ retrySeconds, attempts, behind }: ProgressFacts): string {
  if (retrySeconds !== undefined && retrySeconds > 0)
    return `Waiting: the next attempt begins in ${seconds(retrySeconds)} (${counted(attempts, "attempt")} so far).`;
  if (behind !== undefined)
    return `Waiting for ${aheadWords(behind)} to end. In a district one thing is done at a time; this follows.`;
  return "Waiting for a worker. It begins within a few seconds, unless many others are waiting.";
}

function aheadWords({ kind, isUpload, source }: WorkAhead): string {
  if (isUpload) return "the files that were brought before";
  switch (kind) {
    case "sync":
    case "plan":
      return `the ${kind === "sync" ? "sync" : "planning"}${source === undefined ? "" : ` of ${source}`}`;
    case "apply":
      return "a plan that is being applied";
    case "undo":
      return "an undo";
    case "manual":
      return "an edit by hand";
    default:
      return kind satisfies never;
  }
}

/** What stopping leaves behind, said before anybody presses the button. */
function leavesOf({ isWaiting, isUpload, stage }: ProgressFacts): string {
  if (isWaiting || stage === "" || stage === "wait")
    return `It has not begun. Nothing has been changed, and nothing will be.${isUpload ? ` ${letGo}` : ""}`;
  if (stage === "verify" || stage === "report")
    return "Its changes are made already, so it goes on to its end. You can take the whole run back from History.";
  if (stage === "apply")
    return "Its changes are being written as one piece: if it stops in time none of them is made, else all of them are, and you can take the run back from History.";
  return `Nothing has been changed yet, and nothing will be. ${isUpload ? letGo : "The files that were fetched are let go."}`;
}

const letGo = "The files that were brought are let go; bring them again when you like.";

/** What came of a wish to stop. */
export function cancelledWords(
  was: "waiting" | "running" | "nothing",
  leaves: string,
  isUpload: boolean,
): string {
  switch (was) {
    case "waiting":
      return `It will not begin. Nothing has been changed.${isUpload ? ` ${letGo}` : ""}`;
    case "running":
      return `It ends within a few seconds. ${leaves}`;
    case "nothing":
      return "It had ended already; there was nothing to stop.";
    default:
      return was satisfies never;
  }
}
