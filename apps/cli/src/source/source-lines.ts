import { formatCount } from "@muster/rules/report/number-words.ts";
import type { SourceSetUp } from "@muster/sync/connection/connections.ts";
import type { Sighting } from "@muster/sync/source/source.ts";

/** A source on a line of a list. */
export function sourceRow(source: SourceSetUp): readonly (string | number)[] {
  const { sourceId, name, kind, state, startsAt, joins } = source;
  const when = joins === undefined ? (startsAt ?? "when asked") : `with source ${joins}`;
  return [String(sourceId), name, kind, state, when];
}

/** Everything about one source that may be shown. */
export function sourceLines(source: SourceSetUp): readonly string[] {
  const { sourceId, name, kind, state, known, hasSecrets, lookedAt } = source;
  return [
    `Source ${sourceId}: ${name} (${kind}), ${state}`,
    ...Object.entries(known)
      .filter(([, value]) => value !== "")
      .map(([key, value]) => `  ${key.padEnd(22)} ${value}`),
    ...(hasSecrets ? [`  ${"secrets".padEnd(22)} kept, not shown`] : []),
    `  ${"last looked at".padEnd(22)} ${lookedAt ?? "never"}`,
  ];
}

/** How many of a long list are printed. */
const most = 20;

/** What a look at a source has shown. */
export function sightingLines(sighting: Sighting): readonly string[] {
  const { connectedTo, files, schools, counts, notShared, oversharing } = sighting;
  return [
    `Connected: ${connectedTo}`,
    ...listed("Files", files, (file) => `${file.name}  ${formatCount(file.bytes)} bytes  ${file.modifiedAt}`),
    ...listed("Schools", schools, (school) => `${school.sourcedId}  ${school.name}`),
    ...listed("Counted there", Object.entries(counts), ([name, count]) => `${name}  ${formatCount(count)}`),
    ...listed("Not shared with us", notShared, (name) => name),
    ...listed("Shared and not needed; thrown away unread", oversharing, (name) => name),
  ];
}

function listed<T>(title: string, all: readonly T[], line: (one: T) => string): readonly string[] {
  if (all.length === 0) return [];
  const rest = all.length - most;
  return [
    `${title}: ${formatCount(all.length)}`,
    ...all.slice(0, most).map((one) => `  ${line(one)}`),
    ...(rest > 0 ? [`  and ${formatCount(rest)} more`] : []),
  ];
}
