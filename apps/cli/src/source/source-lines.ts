import { counted, formatCount } from "@muster/rules/report/number-words.ts";
import { missingCountsText, schoolText } from "@muster/rules/report/sighting-words.ts";
import type { SourceSetUp } from "@muster/sync/connection/connections.ts";
import type { Sighting } from "@muster/sync/source/source.ts";

/** A source on a line of a list. */
export function sourceRow(source: SourceSetUp): readonly (string | number)[] {
  const { sourceId, name, kind, state, startsAt, joins, trouble } = source;
  const when = joins === undefined ? (startsAt ?? "when asked") : `with source ${joins}`;
  return [String(sourceId), name, kind, state, when, trouble ?? ""];
}

/** Everything about one source that may be shown. */
export function sourceLines(source: SourceSetUp): readonly string[] {
  const { sourceId, name, kind, state, known, hasSecrets, lookedAt, trouble } = source;
  return [
    `Source ${sourceId}: ${name} (${kind}), ${state}`,
    ...Object.entries(known)
      .filter(([, value]) => value !== "")
      .map(([key, value]) => `  ${key.padEnd(22)} ${value}`),
    ...(hasSecrets ? [`  ${"secrets".padEnd(22)} kept, not shown`] : []),
    `  ${"last looked at".padEnd(22)} ${lookedAt ?? "never"}`,
    ...(trouble === undefined ? [] : [`  ${"last fetch failed".padEnd(22)} ${trouble}`]),
  ];
}

/** How many of a long list are printed. */
const most = 20;

/** What a look at a source has shown. */
export function sightingLines(sighting: Sighting): readonly string[] {
  const { connectedTo, files, schools, uncounted, counts, fields, notShared, oversharing } = sighting;
  const missing = missingCountsText(schools, uncounted);
  return [
    `Connected: ${connectedTo}`,
    ...listed("Files", files, (file) => `${file.name}  ${formatCount(file.bytes)} bytes  ${file.modifiedAt}`),
    ...listed("Schools", schools, schoolLine),
    ...(missing === undefined ? [] : [missing]),
    ...listed("Counted there", Object.entries(counts), ([name, count]) => `${name}  ${formatCount(count)}`),
    `Families: ${familiesText(sighting)}`,
    ...Object.entries(fields ?? {}).map(([name, all]) => `Fields of ${name}: ${all.join(", ")}`),
    ...listed("Not shared with us", notShared, (name) => name),
    ...listed("Shared and not needed; thrown away unread", oversharing, (name) => name),
  ];
}

function schoolLine(school: Sighting["schools"][number]): string {
  const counts = schoolText(school);
  return `${school.sourcedId}  ${school.name}${counts === "" ? "" : `  (${counts})`}`;
}

function familiesText({ guardians }: Sighting): string {
  if (guardians === undefined) return "a look cannot tell; the first plan will";
  const { isThere, people, links } = guardians;
  if (!isThere) return "none come";
  if (people === undefined) return "they come";
  return `${counted(people, "guardian")}${links === undefined ? "" : `, named by ${counted(links, "link")}`}`;
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
