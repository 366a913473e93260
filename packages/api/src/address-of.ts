import { apiRoot, type Route, type Sent } from "./route.ts";

/** The values a route is asked with; what it takes none of is left out. */
export type Values<R extends Route> = Partial<Sent<R>>;

/**
 * The address of a route with its values, from the root of the server on.
 *
 * @param values what stands in the path must be given; of a query that is left out or empty nothing is written
 */
export function addressOf<R extends Route>(route: R, values: Values<R> = {}): string {
  const params = (values.params ?? {}) as Readonly<Record<string, unknown>>;
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((values.query ?? {}) as Readonly<Record<string, unknown>>))
    if (value !== undefined && value !== "") query.set(name, String(value));
  const search = query.toString();
  return `${apiRoot}${path}${search === "" ? "" : `?${search}`}`;
}
