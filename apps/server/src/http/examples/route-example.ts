import type { allRoutes } from "@muster/api/all-routes.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";

/**
 * How a route is asked in the matrix of route × role × district. Values are those of the district given: the matrix
 * asks for one's own and for another's, and the second must answer like an id that nobody has.
 */
export interface RouteExample {
  /** The numbers in the address, of this district; undefined where the address has none. */
  readonly params?: (of: TestDistrict) => Promise<Readonly<Record<string, string | number>>>;
  /** The address names a word of Muster, such as a code: it is no district's own, and answers alike in every one. */
  readonly namesWord?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: (of: TestDistrict) => Promise<object>;
  /**
   * What somebody with the right gets: 200 unless told. Some deeds cannot be done twice, or not to a practice district;
   * then it is the refusal that only somebody with the right gets to see.
   */
  readonly status?: number;
  /** Left out of the rows in which it is carried out, because it would end the session the matrix asks with. */
  readonly endsSession?: boolean;
}

/** One entry a route of a resource: without it the matrix does not compile. */
export type ExamplesOf<Resource extends keyof typeof allRoutes> = {
  readonly [Name in keyof (typeof allRoutes)[Resource]]: RouteExample;
};

/** Looks a number of the district up: `max(run_id) from run where district_id = $1`. */
export function idOf(param: string, sql: string): NonNullable<RouteExample["params"]> {
  return async (of) => {
    const row = await of.one<{ id: number }>(`select ${sql.replace(/ from/, " as id from")}`);
    return { [param]: row?.id ?? 0 };
  };
}
