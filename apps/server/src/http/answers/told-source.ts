import type { Message } from "@muster/api/problem.ts";
import type { listedSourceValue, selfCheckValue } from "@muster/api/resource/source.ts";
import type { fieldValue, sightingValue } from "@muster/api/resource/source-value.ts";
import { type FindingCode, severityOf } from "@muster/rules/check/finding.ts";
import { faultMessage, findingMessage } from "@muster/rules/report/message.ts";
import { withoutCommands } from "@muster/rules/report/self-check/without-commands.ts";
import { findingWords } from "@muster/rules/report/wording/all-words.ts";
import type { SourceSetUp } from "@muster/sync/connection/connections.ts";
import type { SelfCheck } from "@muster/sync/run/self-check/check-source.ts";
import type { LastAttempt, SourceHealth } from "@muster/sync/schedule/source-health.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import type { Sighting, SourceField, SourceKind } from "@muster/sync/source/source.ts";
import type { z } from "zod";

/** What uploads are called where kinds are listed; nobody fetches from them. */
const uploadLabel = "Files from a computer";

/** Reads what lies on the machine's own disk: whoever may choose its folder may read what others left there. */
export function isOfMachine({ kind }: Pick<SourceKind, "kind">): boolean {
  return kind === "folder";
}

export function toldField(field: SourceField): z.input<typeof fieldValue> {
  const { key, label, help, type, choices, fallback, isRare } = field;
  return {
    ...{ key, label, help, type, choices: choices === undefined ? null : [...choices] },
    fallback: fallback ?? null,
    // What has a value of its own is seldom another; what may be empty is often needed.
    isRare: isRare ?? (fallback !== undefined && fallback !== ""),
  };
}

/** A source in a list, with its health. */
export function toldSource(
  source: SourceSetUp,
  health: SourceHealth | undefined,
): z.input<typeof listedSourceValue> {
  const { sourceId, kind, name, state, startsAt, joins, lookedAt } = source;
  const last = health?.last;
  return {
    ...{ source: sourceId, kind, name, state, startsAt: startsAt ?? null, joins: joins ?? null },
    kindLabel: sourceKinds.get(kind)?.label ?? uploadLabel,
    lookedAt: lookedAt === undefined ? null : new Date(lookedAt).toISOString(),
    lastGood:
      health?.lastGood === undefined
        ? null
        : { at: new Date(health.lastGood.at).toISOString(), run: health.lastGood.run },
    last:
      last === undefined
        ? null
        : {
            ...{ at: last.at, result: last.result, outcome: last.outcome ?? null, run: last.run ?? null },
            message: messageOf(last),
          },
    now: {
      ...{ is: health?.now.is ?? "idle", what: health?.now.what ?? "" },
      ...{ since: health?.now.since ?? null, aliveAt: health?.now.aliveAt ?? null },
    },
    nextAt: health?.nextAt ?? null,
  };
}

function messageOf({ fault, finding }: LastAttempt): Message | null {
  if (fault !== undefined) return faultMessage({ code: fault.code, facts: fault.facts ?? {} });
  if (finding === undefined || !Object.hasOwn(findingWords, finding.code)) return null;
  const code = finding.code as FindingCode;
  const nowhere = { line: undefined, record: undefined, column: undefined, sourcedId: undefined };
  return findingMessage({
    ...{ code, severity: severityOf(code), file: finding.file, ...nowhere },
    facts: finding.facts ?? {},
  });
}

export function toldSighting(sighting: Sighting): z.input<typeof sightingValue> {
  const { seen: _, files, schools, notShared, oversharing, fields, guardians, ...rest } = sighting;
  return {
    ...rest,
    ...{ files: [...files], schools: [...schools], notShared: [...notShared], oversharing: [...oversharing] },
    ...(fields === undefined
      ? {}
      : { fields: Object.fromEntries(Object.entries(fields).map(([name, all]) => [name, [...all]])) }),
    ...(guardians === undefined ? {} : { guardians }),
  };
}

/** @param isLimited whoever sees some schools alone is told counts, and no record */
export function toldCheck(check: SelfCheck, isLimited: boolean): z.input<typeof selfCheckValue> {
  return {
    ...{ state: check.state, checkedAt: check.checkedAt, run: check.run },
    items: check.items.map(({ id, title, state, count, of, says, todo, examples }) => ({
      ...{ id, title, state, count, of, says, todo: withoutCommands(todo) },
      examples: isLimited ? [] : examples.map((one) => ({ ...one })),
    })),
  };
}
