import type { allRoutes } from "@muster/api/all-routes.ts";
import { endOfPastDay } from "@muster/sync/directory/past-day.ts";
import { mustSeePerson } from "@muster/sync/directory/people/in-schools.ts";
import { readPersonAt, readPersonPage } from "@muster/sync/directory/people/person-page.ts";
import { type ListedPerson, searchPeople } from "@muster/sync/directory/people/search-people.ts";
import { countUnreadRows } from "@muster/sync/directory/people/unread-rows.ts";
import type { Answers } from "../answer.ts";
import { look, tellTimeline } from "./directory-answers.ts";
import { personDeeds } from "./person-deeds.ts";
import { tellPastPerson, tellPerson } from "./tell-person.ts";
import { tellWhy } from "./tell-why.ts";

/** Answers about people. */
export const answerPerson: Answers<(typeof allRoutes)["person"]> = {
  ...personDeeds,
  searchPeople: async ({ world, operator, body }) => {
    const { after, limit, ...filter } = body;
    const { districtId, schoolIds } = operator;
    return look({ world, operator }, async (tx) => {
      const found = await searchPeople(tx, districtId, filter, { after, limit }, schoolIds);
      const isMissed = found.total === 0 && filter.text !== undefined;
      const unreadRows = isMissed ? await countUnreadRows(tx, districtId) : 0;
      return { ...found, items: found.items.map(listed), unreadRows };
    });
  },
  showPerson: async ({ world, operator, params, query }) => {
    const { districtId, schoolIds } = operator;
    const { on } = query;
    return look({ world, operator }, async (tx) => {
      const page = await readPersonPage(tx, districtId, params.person, schoolIds);
      const at = on === undefined ? undefined : await endOfPastDay(tx, districtId, on, world.now());
      if (on === undefined || at === undefined) return tellPerson(page, operator);
      const record = await readPersonAt(tx, districtId, params.person, at, schoolIds);
      return tellPastPerson({ on, record }, page, operator);
    });
  },
  personTimeline: async ({ world, operator, params, query }) => {
    const { districtId, schoolIds } = operator;
    const of = { kind: "person", id: params.person } as const;
    return tellTimeline({ world, operator }, of, query, (tx) =>
      mustSeePerson(tx, districtId, params.person, schoolIds),
    );
  },
  askWhy: ({ world, operator, body }) => tellWhy({ world, operator }, body),
};

function listed(person: ListedPerson) {
  const roles = person.roles.map((role) => ({ ...role, grades: [...role.grades] }));
  return { ...person, roles, sourcedIds: [...person.sourcedIds] };
}
