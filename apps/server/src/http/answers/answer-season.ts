import type { allRoutes } from "@muster/api/all-routes.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import { dayIn } from "@muster/sync/directory/district-day.ts";
import { readDistrictSettings } from "@muster/sync/directory/settings.ts";
import {
  addSeason,
  listSeasons,
  removeSeason,
  type Season,
  seasonOn,
} from "@muster/sync/schedule/seasons.ts";
import type { Answers } from "../answer.ts";

/** Answers about seasons. */
export const answerSeason: Answers<(typeof allRoutes)["season"]> = {
  listSeasons: ({ world, operator }) => {
    const { districtId } = operator;
    return world.db.session(districtId, (session) =>
      session.read(async (tx) => {
        const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
        const today = dayIn(zone, world.now());
        const inForce = await seasonOn(tx, districtId, today);
        const items = (await listSeasons(tx, districtId)).map((season) => shown(season, today));
        return {
          items,
          today,
          zone,
          inForce: inForce?.seasonId ?? null,
          isQuiet: inForce?.mode === "frozen",
        };
      }),
    );
  },
  addSeason: async ({ world, operator, body }) => {
    const season = { ...body, setBy: signatureOf(operator) };
    const at = world.now().toISOString();
    const added = await world.db.session(operator.districtId, (session) =>
      session.write((tx) => addSeason(tx, operator.districtId, season, at)),
    );
    return { season: added };
  },
  removeSeason: async ({ world, operator, params }) => {
    await world.db.session(operator.districtId, (session) =>
      session.write((tx) => removeSeason(tx, operator.districtId, params.season)),
    );
    return { isDone: true };
  },
};

function shown({ seasonId, ...season }: Season, today: string) {
  const isOver = season.endsOn < today;
  const standing = isOver
    ? ("over" as const)
    : season.startsOn > today
      ? ("ahead" as const)
      : ("now" as const);
  return { ...season, season: seasonId, standing };
}
