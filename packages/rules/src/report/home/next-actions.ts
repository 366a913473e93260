import { capital } from "../letter-case.ts";
import { faultMessage, findingMessage } from "../message.ts";
import { counted } from "../number-words.ts";
import type { Owner } from "../wording/words.ts";
import type { HeldPlan, HomeFacts } from "./home-facts.ts";
import { heldWords, isSilent } from "./home-words.ts";

/** Something that somebody should do next. */
export interface NextAction {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  /** Who can do it. */
  readonly owner: Owner;
  /** Since when it waits, ISO 8601; undefined where that means nothing. */
  readonly since: string | undefined;
  readonly button: string;
  /** The page of the console it is done on. */
  readonly to: string;
}

/** Everything that waits for a person, the most urgent first; Home shows three. */
export function nextActions(facts: HomeFacts): readonly NextAction[] {
  if (facts.last === undefined && facts.held === undefined && !facts.hasSources && !facts.isWorking)
    return facts.isOfSchools ? [] : [start];
  return [
    ...decide(facts),
    ...mend(facts),
    ...dead(facts),
    ...troubles(facts),
    ...resume(facts),
    ...silent(facts),
    ...match(facts),
    ...drafts(facts),
    ...tell(facts),
  ];
}

const start: NextAction = {
  ...{ id: "start", title: "Connect your roster", owner: "district", since: undefined },
  says: "Four steps, each checked by machine: connect, try, check, switch on. Or start with a practice district.",
  ...{ button: "Begin", to: "/start" },
};

function decide({ held, alsoHeld, isOfSchools }: HomeFacts): readonly NextAction[] {
  const plans = held === undefined ? [] : [held, ...alsoHeld];
  return plans.map((plan, at) => ({
    ...{ id: at === 0 ? "decide" : `decide-${plan.plan}`, owner: "district", since: plan.since },
    to: `/changes/${plan.plan}`,
    title: isOfSchools
      ? "See what waits"
      : plan.isPlanOnly
        ? "Apply the plan, or let it be"
        : "Decide what happens",
    says: `${plans.length > 1 ? `${plan.source ?? "Files given by hand"}: ` : ""}${whatWaits(plan)}. If you do nothing, nothing of it happens.`,
    button: isOfSchools ? "See the changes" : "Review the changes",
  }));
}

function whatWaits(plan: HeldPlan): string {
  return capital(plan.parts.length === 0 ? counted(plan.changes, "change") : heldWords(plan));
}

function mend({ last, others, isOfSchools }: HomeFacts): readonly NextAction[] {
  if (isOfSchools || last === undefined) return [];
  const refused = [last, ...others].filter(({ outcome }) => outcome === "rejected_input");
  return refused.map(({ worst, at, run, source }, index) => {
    const message = worst === undefined ? undefined : findingMessage(worst);
    return {
      ...{ id: index === 0 ? "mend" : `mend-${run}`, since: at.at },
      ...{ button: "See what to mend", to: `/history/${run}` },
      title: `${source === undefined ? "" : `${source}: `}${message?.what ?? "The files need mending"}`,
      says: message?.fix ?? "",
      owner: message?.owner ?? "sender",
    };
  });
}

function dead(facts: HomeFacts): readonly NextAction[] {
  if (facts.isOfSchools) return [];
  return facts.dead.map(({ code, facts: about, since, sourceId, name }) => {
    const message = faultMessage({ code, facts: about });
    return {
      ...{ id: `dead-${sourceId}`, owner: message.owner, since },
      ...{ title: `${name}: ${message.what}`, says: message.fix },
      ...{ button: "Open the source", to: `/sources/${sourceId}` },
    };
  });
}

/** Why a source brings nothing; a sync that was given up for the same reason says it already. */
function troubles({ sources, dead: given, isOfSchools }: HomeFacts): readonly NextAction[] {
  if (isOfSchools) return [];
  return sources.flatMap(({ trouble, sourceId, name, state }) => {
    const isTold = given.some((one) => one.sourceId === sourceId);
    if (trouble === undefined || isTold || state === "draft") return [];
    const message = faultMessage(trouble);
    return [
      {
        ...{ id: `trouble-${sourceId}`, owner: message.owner, since: trouble.since },
        ...{ title: `${name}: ${message.what}`, says: message.fix },
        ...{ button: "Open the source", to: `/sources/${sourceId}` },
      },
    ];
  });
}

function resume({ pause, isOfSchools }: HomeFacts): readonly NextAction[] {
  if (pause === undefined || isOfSchools) return [];
  return [
    {
      ...{ id: "resume", title: "Resume the district", owner: "district", since: pause.since },
      says: `${pause.by} paused it: ${pause.reason}`,
      ...{ button: "Open sources", to: "/sources" },
    },
  ];
}

function silent({ sources, isOfSchools }: HomeFacts): readonly NextAction[] {
  if (isOfSchools) return [];
  return sources.filter(isSilent).map(({ sourceId, name, schoolDays, lastGood }) => ({
    ...{ id: `silent-${sourceId}`, owner: "sender" as const, since: lastGood?.at },
    title: `Ask for new files of ${name}`,
    says: `The newest are ${counted(schoolDays ?? 0, "school day")} old. Nobody is removed for it.`,
    ...{ button: "Open the source", to: `/sources/${sourceId}` },
  }));
}

function match({ unmatchedSchools, isOfSchools }: HomeFacts): readonly NextAction[] {
  if (unmatchedSchools === 0 || isOfSchools) return [];
  return [
    {
      ...{
        id: "match",
        owner: "district",
        since: undefined,
        button: "Match schools",
        to: "/sources/schools",
      },
      title: `${counted(unmatchedSchools, "school")} of the source ${unmatchedSchools === 1 ? "is" : "are"} matched to none of yours`,
      says: "Nothing comes in for a school that is not matched. Leave one out on purpose and it is not asked again.",
    },
  ];
}

function drafts({ sources, isOfSchools }: HomeFacts): readonly NextAction[] {
  if (isOfSchools) return [];
  return sources
    .filter(({ state }) => state === "draft")
    .map(({ sourceId, name }) => ({
      ...{ id: `draft-${sourceId}`, owner: "district" as const, since: undefined },
      title: `Finish setting up ${name}`,
      says: "It is saved and not switched on: test it, check it, then enable it.",
      ...{ button: "Go on", to: `/sources/${sourceId}` },
    }));
}

function tell({ isAnybodyTold, isOfSchools, sources }: HomeFacts): readonly NextAction[] {
  const waitsForNone = sources.every(({ state, kind }) => state !== "enabled" || kind === "upload");
  if (isAnybodyTold || isOfSchools || waitsForNone) return [];
  return [
    {
      ...{ id: "tell", title: "Say who is told of trouble", owner: "district", since: undefined },
      says: "Nobody gets a mail yet when a sync waits or fails.",
      ...{ button: "Add an address", to: "/settings/notices" },
    },
  ];
}
