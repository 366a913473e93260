import { cleverId } from "./clever-id.ts";
import type { CleverListings } from "./clever-listings.ts";
import type { CleverObject } from "./clever-word.ts";
import type { Listing } from "./listing.ts";

/**
 * The events between two states of a district, numbered from `first` (clever.md §6): `<kind>.created`, `.updated` with
 * the values from before beside `data`, `.deleted`.
 */
export function listEvents(
  before: CleverListings,
  after: CleverListings,
  first: number,
  created: string,
): readonly CleverObject[] {
  const events: CleverObject[] = [];
  const tell = (kind: string, change: string, object: CleverObject, previous?: object): void => {
    const id = cleverId("event", first + events.length);
    const more = previous === undefined ? {} : { previous_attributes: previous };
    events.push({ id, type: `${kind}.${change}`, created, data: { object }, ...more });
  };
  for (const [kind, old, now] of [
    ["schools", before.schools, after.schools],
    ["terms", before.terms, after.terms],
    ["courses", before.courses, after.courses],
    ["users", before.users(), after.users()],
    ["sections", before.sections, after.sections],
  ] as const) {
    const known = objectsOf(old);
    const present = objectsOf(now);
    for (const [id, object] of present) {
      const was = known.get(id);
      if (was === undefined) tell(kind, "created", object);
      else if (JSON.stringify(was) !== JSON.stringify(object))
        tell(kind, "updated", object, previous(was, object));
    }
    for (const [id, object] of known) if (!present.has(id)) tell(kind, "deleted", object);
  }
  return events;
}

function objectsOf(listing: Listing): Map<string, CleverObject> {
  return new Map(listing.ids.map((id, place) => [id, listing.object(place, "v3.1")]));
}

function previous(was: CleverObject, now: CleverObject): object {
  const changed = Object.entries(was).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(now[key]),
  );
  return Object.fromEntries(changed);
}
