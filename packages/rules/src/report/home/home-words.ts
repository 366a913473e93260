import type { SliceKind } from "../../model/entities.ts";
import { lowerFirst } from "../letter-case.ts";
import { faultMessage, findingMessage, gateMessage } from "../message.ts";
import { counted, listWords } from "../number-words.ts";
import { recordNouns, wouldWords } from "../wording/record-words.ts";
import type { EndedSync, HeldPlan, HomeFacts, HomeSource } from "./home-facts.ts";
import { dayWords, whenOf, whenWords } from "./local-time-words.ts";

/**
 * How Home looks at first sight. `fine` needs proof: a run that ended well. `apart`: nothing is wrong and nobody is asked,
 * but the directory is not as the files say, because people decided so.
 */
export type HomeTone = "fine" | "apart" | "waits" | "trouble" | "working" | "empty";

/** What Home says first. */
export interface HomeState {
  readonly tone: HomeTone;
  /** The one sentence that answers whether everything is all right. */
  readonly sentence: string;
  /** What else belongs to it; may be empty. */
  readonly more: string;
}

/** Says how a district is, the most urgent first: a person must decide, files are refused, it fails, it is silent. */
export function homeState(facts: HomeFacts): HomeState {
  const { held, last, lastGood, others } = facts;
  if (held !== undefined) return heldState(held, facts);
  if (last === undefined) return emptyState(facts);
  const newest = [last, ...others];
  const refused = newest.find(({ outcome }) => outcome === "rejected_input");
  if (refused !== undefined) return refusedState(refused, lastGood);
  const failing = facts.sources.find((source) => source.trouble !== undefined && source.state !== "draft");
  const failed = newest.find(({ outcome }) => outcome === "failed");
  if (failed !== undefined || failing !== undefined) return failedState(failed ?? last, lastGood, failing);
  if (facts.pause !== undefined)
    return {
      tone: "trouble",
      sentence: `This district is paused by ${facts.pause.by}.`,
      more: `${facts.pause.reason}${goodWords(lastGood)}`,
    };
  const silent = facts.sources.find(isSilent);
  if (silent !== undefined)
    return {
      tone: "trouble",
      sentence: `Nothing new has come from ${silent.name} for ${counted(silent.schoolDays ?? 0, "school day")}.`,
      more: `Nothing was removed for it.${goodWords(lastGood)}`,
    };
  const apart = [last, lastGood, ...others].find((ended) => ended !== undefined && isApart(ended));
  if (apart !== undefined) return apartState(apart, facts);
  if (lastGood === undefined)
    return { tone: "waits", sentence: "No sync has gone through yet.", more: endedWords(last) };
  return fineState(last, lastGood, facts);
}

function emptyState({ isWorking, hasSources }: HomeFacts): HomeState {
  if (isWorking)
    return {
      tone: "working",
      sentence: "The first sync is under way.",
      more: "You may close this page and come back.",
    };
  return {
    tone: "empty",
    sentence: hasSources ? "Nothing has been synced yet." : "No roster is connected yet.",
    more: hasSources
      ? "The source is set up; its first sync shows a plan before anything large happens."
      : "Connect your roster, or look around with a practice district. Nothing happens before you have seen it.",
  };
}

function fineState(last: EndedSync, lastGood: EndedSync, facts: HomeFacts): HomeState {
  const done =
    lastGood.applied === 0
      ? "nothing had to change"
      : `${counted(lastGood.applied, "change")} applied and verified`;
  return {
    tone: "fine",
    sentence: "Everything is up to date.",
    more: `Last checked ${whenWords(lastGood.at)}: ${done}.${restWords(last, facts)}`,
  };
}

/** That the last sync was stopped, and that nothing comes for a while. */
function restWords(last: EndedSync | undefined, { frozenUntil }: HomeFacts): string {
  const stopped = last?.outcome === "cancelled" ? ` The last sync was stopped ${whenWords(last.at)}.` : "";
  return frozenUntil === undefined
    ? stopped
    : `${stopped} The roster is frozen until ${dayWords(frozenUntil)}: nothing is synced.`;
}

/** Not all that it planned is in the directory, and nobody is asked about the rest. */
function isApart({ outcome, takenBack, declined, passed }: EndedSync): boolean {
  return outcome === "undone" || takenBack + declined + passed > 0;
}

function apartState(ended: EndedSync, facts: HomeFacts): HomeState {
  const { at, applied, takenBack, declined, passed } = ended;
  const isUndone = ended.outcome === "undone" || takenBack > 0;
  const parts = [
    applied > 0 ? [`${counted(applied, "change")} applied`] : [],
    takenBack > 0 ? [`${counted(takenBack, "change")} taken back`] : [],
    declined > 0 ? [`${counted(declined, "change")} declined`] : [],
    passed > 0 ? [`${counted(passed, "change")} not made, for the directory had moved on`] : [],
  ].flat();
  const told = parts.length === 0 ? "what it changed was taken back" : parts.join(", ");
  // gate.undone.again: what was taken back does not return by itself.
  const next = isUndone
    ? "The same files change nothing again before somebody agrees; newer ones are planned as ever."
    : "What is still so in the files is planned anew by the next sync.";
  return {
    tone: "apart",
    sentence: ofSource(
      ended,
      isUndone
        ? `The last sync was taken back${applied > 0 ? " in part" : ""}.`
        : `${applied > 0 ? "A part of the last sync" : "The last sync"} was ${declined > 0 ? "declined" : "not made"}.`,
    ),
    more: `Last checked ${whenWords(at)}: ${told}. ${next}${restWords(facts.last, facts)}`,
  };
}

/** Where there are several, whose sync it was. */
function ofSource({ source }: EndedSync, sentence: string): string {
  return source === undefined ? sentence : `${source}: ${lowerFirst(sentence)}`;
}

function refusedState(last: EndedSync, lastGood: EndedSync | undefined): HomeState {
  return {
    tone: "trouble",
    sentence: ofSource(last, `The files of ${whenOf(last.at)} were not accepted. Nothing has been changed.`),
    more: `${last.worst === undefined ? "" : `${findingMessage(last.worst).what}.`}${goodWords(lastGood)}`.trim(),
  };
}

function failedState(
  last: EndedSync,
  lastGood: EndedSync | undefined,
  failing: HomeSource | undefined,
): HomeState {
  const trouble = failing?.trouble;
  if (failing !== undefined && trouble !== undefined)
    return {
      tone: "trouble",
      sentence: `${failing.name} brings nothing: ${lower(faultMessage(trouble).what)}.`,
      more: `Nothing has been changed.${goodWords(lastGood)}`,
    };
  return {
    tone: "trouble",
    sentence: ofSource(last, `The sync of ${whenOf(last.at)} failed. Nothing has been changed by it.`),
    more: goodWords(lastGood).trim(),
  };
}

/** The parts of a held plan, those that are the cause first, removals before the rest. */
function heldState(held: HeldPlan, { isOfSchools, alsoHeld }: HomeFacts): HomeState {
  const done =
    held.applied === 0
      ? "Nothing has been changed."
      : `Everything else is applied: ${counted(held.applied, "change")}.`;
  const names = alsoHeld.map(({ source }) => source ?? "files given by hand");
  const also = names.length === 0 ? "" : ` A plan of ${listWords(names)} waits too.`;
  const rest = `${done}${also}`;
  const who = isOfSchools ? "Waiting for your district" : "Waiting for you";
  const [gate] = held.wholeGates;
  if (gate !== undefined)
    return {
      tone: "waits",
      sentence: `${who}: ${lower(gateMessage(gate, { schoolName: () => "" }).what)}.`,
      more: rest,
    };
  if (held.isPlanOnly)
    return {
      tone: "waits",
      sentence: `A plan of ${counted(held.changes, "change")} waits to be applied.`,
      more: rest,
    };
  return { tone: "waits", sentence: `${who}: ${heldWords(held)}.`, more: rest };
}

const urgency: readonly SliceKind[] = ["removal", "update", "addition"];

/** `27 students would leave Willow Middle, and 12 other changes`. */
export function heldWords({ parts, changes }: HeldPlan): string {
  const causes = parts.filter(({ isCause }) => isCause);
  const [first] = [...(causes.length > 0 ? causes : parts)].sort(
    (a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind) || b.changes - a.changes,
  );
  if (first === undefined) return counted(changes, "change");
  const would = wouldWords[first.type][first.kind];
  const where = first.school === "" ? "several schools" : first.school;
  const rest = changes - first.changes;
  const more = rest > 0 ? `, and ${counted(rest, "other change")} with them` : "";
  return `${counted(first.changes, recordNouns[first.type])} ${would} ${where}${more}`;
}

/** Nothing new has come for so long that somebody should ask. */
export function isSilent({ schoolDays, silentAfterDays, state }: HomeSource): boolean {
  return (
    state === "enabled" && silentAfterDays > 0 && schoolDays !== undefined && schoolDays >= silentAfterDays
  );
}

function endedWords(last: EndedSync): string {
  return `The last one ended ${whenWords(last.at)}.`;
}

function goodWords(lastGood: EndedSync | undefined): string {
  return lastGood === undefined
    ? " There is no complete roster yet."
    : ` The roster is that of ${whenOf(lastGood.at)}.`;
}

function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) && !/^(?:Clever|ClassLink|OneRoster|Source)\b/.test(text)
    ? lowerFirst(text)
    : text;
}
