import type { District } from "./district.ts";
import { replaceIdScheme } from "./sourced-id.ts";

/**
 * The same district on another information system: same people, classes and student numbers
 * (`identifier`), but every sourcedId is new and looks different (quirk Q073).
 */
export function newSis(district: District, seed: number): District {
  return { ...district, ids: replaceIdScheme(district.ids, seed) };
}
