import type { allRoutes } from "@muster/api/all-routes.ts";
import { tellCounts } from "@muster/rules/report/home/count-words.ts";
import { healthListWords, tellHealth } from "@muster/rules/report/home/health-words.ts";
import type { HomeSource } from "@muster/rules/report/home/home-facts.ts";
import { homeState } from "@muster/rules/report/home/home-words.ts";
import { nextActions } from "@muster/rules/report/home/next-actions.ts";
import { comingUp, tellSource } from "@muster/rules/report/home/source-words.ts";
import { faultMessage } from "@muster/rules/report/message.ts";
import { ownerWords } from "@muster/rules/report/wording/owner-words.ts";
import { dayIn } from "@muster/sync/directory/district-day.ts";
import { listLacking } from "@muster/sync/report/health-list.ts";
import { readHome } from "@muster/sync/report/home-facts.ts";
import type { Answers } from "../answer.ts";

/** More than three things at once are none (ux §5). */
const mostActions = 3;

/** Answers about Home. */
export const answerHome: Answers<(typeof allRoutes)["home"]> = {
  showHome: async ({ world, operator }) => {
    const now = world.now();
    const home = await readHome(world.db, operator.districtId, operator.schoolIds, now);
    const { facts, zone, days, counts, deltas, seasons } = home;
    const actions = nextActions(facts);
    return {
      ...{ zone, state: homeState(facts), isOfSchools: facts.isOfSchools, days: [...days] },
      actions: actions
        .slice(0, mostActions)
        .map((one) => ({ ...one, owner: ownerWords[one.owner], since: one.since ?? null })),
      moreActions: Math.max(0, actions.length - mostActions),
      sources: facts.sources.map((source) => sourceAnswer(source, facts.isOfSchools)),
      counts: [...tellCounts(counts.active, deltas)],
      health: [...tellHealth(counts.health)],
      coming: [...comingUp(facts.sources, seasons, dayIn(zone, now))],
    };
  },
  listHealth: async ({ world, operator, query }) => {
    const { item, limit } = query;
    const after = Number(query.after ?? 0);
    const place = { after: Number.isSafeInteger(after) ? after : 0, limit };
    const { items, next, total } = await listLacking(world.db, operator, item, place);
    const folder = item.startsWith("class.") ? "/people/class" : "/people";
    return {
      ...{ ...healthListWords(item), total, next: next === undefined ? null : String(next) },
      items: items.map((one) => ({ ...one, to: `${folder}/${one.id}` })),
    };
  },
};

function sourceAnswer(source: HomeSource, isOfSchools: boolean) {
  const { sourceId, name, state, now, lastGood, last, trouble } = source;
  const told = tellSource(source);
  return {
    ...{ sourceId, name, state, now, nowSays: told.now, ageSays: told.age, isOld: told.isOld },
    ...{ nextSays: told.next, lastGoodAt: lastGood?.at ?? null },
    last: last === undefined ? null : { run: last.run, outcome: last.outcome, at: last.at.at },
    canSync: state === "enabled" && now === "idle" && source.kind !== "upload" && !source.isGuardiansOnly,
    // What is wrong with a connection is nothing that a school can mend.
    trouble: trouble === undefined || isOfSchools ? null : faultMessage(trouble),
  };
}
