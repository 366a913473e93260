import type { Finding } from "@muster/rules/check/finding.ts";
import { inputFinding } from "../input-finding.ts";

/** What there may be too much of: `ratio` is bytes against packed bytes, which stand in `limit` then. */
export type Measure = "entries" | "listed" | "bytes" | "entry-bytes" | "ratio" | "depth";

/** The finding that an input holds more than we read (B04, A23). */
export function excessive(path: string, measure: Measure, observed: number, limit: number): Finding {
  return inputFinding("archive.size.excessive", path, { measure, observed, limit });
}
