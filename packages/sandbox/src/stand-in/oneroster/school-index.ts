import type { RecordSource } from "./record-source.ts";
import { type SchoolPart, schoolsOf } from "./school-parts.ts";

/** Which objects of a part hang on a school: one pass over the collection, when a school is first asked for. */
export function createSchoolIndex(
  open: (part: SchoolPart) => { readonly source: RecordSource; readonly places: Uint32Array },
): (part: SchoolPart, school: string) => Uint32Array {
  const byPart = new Map<SchoolPart, ReadonlyMap<string, Uint32Array>>();
  return (part, school) => {
    const known = byPart.get(part) ?? indexSchools(part, open(part));
    byPart.set(part, known);
    return known.get(school) ?? new Uint32Array();
  };
}

function indexSchools(
  part: SchoolPart,
  { source, places }: { readonly source: RecordSource; readonly places: Uint32Array },
): ReadonlyMap<string, Uint32Array> {
  const found = new Map<string, number[]>();
  for (const place of places)
    for (const school of schoolsOf(part, source.at(place) ?? {})) {
      const list = found.get(school) ?? [];
      found.set(school, list);
      list.push(place);
    }
  return new Map([...found].map(([school, list]) => [school, Uint32Array.from(list)]));
}
