import type { allRoutes } from "@muster/api/all-routes.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import {
  addSource,
  changeSource,
  listSources,
  openSource,
  type SourceSetUp,
} from "@muster/sync/connection/connections.ts";
import { kindOf } from "@muster/sync/connection/kind-of.ts";
import { lookAtSource, lookBeforeSaving } from "@muster/sync/connection/look-at-source.ts";
import { makeSourceKey } from "@muster/sync/connection/make-source-key.ts";
import { rotateSource } from "@muster/sync/connection/rotate-source.ts";
import { assertSecretsAnew } from "@muster/sync/connection/secrets-anew.ts";
import { readSourceDetails } from "@muster/sync/connection/source-details.ts";
import { Fault } from "@muster/sync/fault.ts";
import { checkSource } from "@muster/sync/run/self-check/check-source.ts";
import { enableSource } from "@muster/sync/run/self-check/enable-source.ts";
import { readSourceHealth, type SourceHealth } from "@muster/sync/schedule/source-health.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import type { SourceKind, SourceValues } from "@muster/sync/source/source.ts";
import type { Answers } from "../answer.ts";
import { assertProved } from "../assert-proved.ts";
import type { HttpWorld } from "../http-world.ts";
import { sourceWorldOf } from "../source-world-of.ts";
import { askForTask } from "./ask-for-task.ts";
import { isOfMachine, toldCheck, toldField, toldSighting, toldSource } from "./told-source.ts";

const untold = (): undefined => undefined;

/** Answers about sources. Secrets go in and never come out. */
export const answerSource: Answers<(typeof allRoutes)["source"]> = {
  listSourceKinds: async () => ({
    items: [...sourceKinds.values()].map((kind) => ({
      ...{ kind: kind.kind, label: kind.label, isOfMachine: isOfMachine(kind) },
      fields: kind.fields.map(toldField),
    })),
  }),
  listSources: async ({ world, operator }) => {
    const sources = await listSources(world.db, operator.districtId);
    const health = await healthOf(world, operator.districtId);
    return { items: sources.map((one) => toldSource(one, health.get(one.sourceId))) };
  },
  showSource: async ({ world, operator, params }) => {
    const { districtId } = operator;
    const source = await findSource(world, districtId, params.source);
    const details = await world.db.session(districtId, (session) =>
      session.read((tx) => readSourceDetails(tx, districtId, params.source)),
    );
    const isLimited = operator.schoolIds !== undefined;
    const sighting = details?.sighting;
    return {
      ...toldSource(source, (await healthOf(world, districtId)).get(params.source)),
      fields: sourceKinds.get(source.kind)?.fields.map(toldField) ?? [],
      known: isLimited ? {} : { ...source.known },
      secrets: source.hasSecrets ? await keptSecrets(world, source) : [],
      hasNextSecrets: details?.hasNextSecrets ?? false,
      sighting: sighting === undefined || isLimited ? null : toldSighting(sighting),
      enablings: [...(details?.enablings ?? [])],
    };
  },
  addSource: async ({ world, operator, body }) => {
    await assertProved(world, operator);
    const kind = settableKind(body.kind);
    const source = await addSource(world.db, world.keys, {
      ...{ districtId: operator.districtId, kind, name: body.name, values: body.values },
      ...{ follows: body.follows, joins: body.joins, startsAt: body.startsAt ?? undefined },
    });
    return { source };
  },
  changeSource: async ({ world, operator, params, body }) => {
    const source = await findSource(world, operator.districtId, params.source);
    const values = body.values ?? {};
    const hasValues = Object.keys(values).length > 0;
    const kind = hasValues ? settableKind(source.kind) : undefined;
    if (kind !== undefined) {
      await assertProved(world, operator);
      assertSecretsAnew(kind, source.known, await keptSecrets(world, source), values);
    }
    await changeSource(world, kind, source, {
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.startsAt === undefined ? {} : { startsAt: body.startsAt }),
      ...(hasValues ? { values } : {}),
    });
    return { isDone: true };
  },
  trySource: async ({ world, operator, body, gone }) => {
    const { districtId } = operator;
    const kind = settableKind(body.kind);
    const values = await withKeptSecrets(world, districtId, kind, body);
    const sighting = await lookBeforeSaving(sourceWorldOf(world, gone), { districtId, kind, values }, untold);
    return toldSighting(sighting);
  },
  lookSource: async ({ world, operator, params, gone }) => {
    const at = { districtId: operator.districtId, sourceId: params.source };
    return toldSighting(await lookAtSource(sourceWorldOf(world, gone), at, untold));
  },
  checkSource: async ({ world, operator, params, gone }) => {
    const at = { districtId: operator.districtId, sourceId: params.source };
    return toldCheck(await checkSource(sourceWorldOf(world, gone), at), operator.schoolIds !== undefined);
  },
  planSource: async ({ world, operator, params }) => {
    const source = await findSource(world, operator.districtId, params.source);
    // What nobody can fetch is refused now, and not by a worker later.
    kindOf(sourceKinds, source.kind);
    return askForTask(world, operator, source.sourceId, { does: "plan" });
  },
  enableSource: async ({ world, operator, params, body, gone }) => {
    const request = {
      ...{ districtId: operator.districtId, sourceId: params.source, operator: signatureOf(operator) },
      anyway: body.anyway,
    };
    const { isEnabled, check } = await enableSource(sourceWorldOf(world, gone), request);
    return { isEnabled, check: toldCheck(check, false) };
  },
  pauseSource: async ({ world, operator, params }) => {
    const at = { districtId: operator.districtId, sourceId: params.source };
    await changeSource(world, undefined, at, { state: "paused" });
    return { isDone: true };
  },
  resumeSource: async ({ world, operator, params }) => {
    const source = await findSource(world, operator.districtId, params.source);
    // A draft is enabled, after its check; resuming is for what ran before.
    if (source.state === "draft")
      throw new Fault("source.look.needed", "never", "a source is looked at before it is enabled", {
        source: params.source,
      });
    await changeSource(world, undefined, source, { state: "enabled" });
    return { isDone: true };
  },
  makeSourceKey: async ({ world, operator, params }) => {
    const source = await findSource(world, operator.districtId, params.source);
    await assertProved(world, operator);
    return makeSourceKey(world, settableKind(source.kind), source);
  },
  rotateSource: async ({ world, operator, params, body, gone }) => {
    const source = await findSource(world, operator.districtId, params.source);
    await assertProved(world, operator);
    assertSecretsAlone(settableKind(source.kind), body.values);
    const rotated = await rotateSource(
      sourceWorldOf(world, gone),
      {
        ...{ districtId: operator.districtId, sourceId: params.source },
        ...{ given: body.values, isAnew: body.isAnew },
      },
      untold,
    );
    return rotated.state === "waiting"
      ? rotated
      : { state: rotated.state, sighting: toldSighting(rotated.sighting) };
  },
};

/** @throws Fault `source.id.unknown` */
async function findSource(world: HttpWorld, districtId: number, sourceId: number): Promise<SourceSetUp> {
  const found = (await listSources(world.db, districtId)).find((one) => one.sourceId === sourceId);
  if (found !== undefined) return found;
  throw new Fault("source.id.unknown", "never", "there is no such source", { source: sourceId });
}

function healthOf(world: HttpWorld, districtId: number): Promise<ReadonlyMap<number, SourceHealth>> {
  return world.db.session(districtId, (session) =>
    session.read((tx) => readSourceHealth(tx, districtId, world.now())),
  );
}

/** Which secrets a source keeps: the names of their fields, and nothing of what is in them. */
async function keptSecrets(world: HttpWorld, { districtId, sourceId }: SourceSetUp): Promise<string[]> {
  const { values, known } = await openSource(world.db, world.keys, districtId, sourceId);
  return Object.keys(values).filter((key) => known[key] === undefined && values[key] !== "");
}

/**
 * A kind that may be set up from afar.
 *
 * @throws Fault `source.kind.unknown`: also for a folder of the machine itself, which holds what is nobody's business
 */
function settableKind(name: string): SourceKind {
  const settable = new Map([...sourceKinds].filter(([, kind]) => !isOfMachine(kind)));
  return kindOf(settable, name);
}

/** Of a source there is, the secrets that are kept stand in for those not typed, as long as it stays where it is. */
async function withKeptSecrets(
  world: HttpWorld,
  districtId: number,
  kind: SourceKind,
  typed: { readonly source?: number | undefined; readonly values: SourceValues },
): Promise<SourceValues> {
  if (typed.source === undefined) return typed.values;
  const source = await openSource(world.db, world.keys, districtId, typed.source);
  const kept = Object.keys(source.values).filter((key) => source.known[key] === undefined);
  assertSecretsAnew(kind, source.known, kept, typed.values);
  return { ...source.values, ...typed.values };
}

function assertSecretsAlone(kind: SourceKind, values: SourceValues): void {
  const other = Object.keys(values).find(
    (key) => kind.fields.find((field) => field.key === key)?.type !== "secret",
  );
  if (other === undefined) return;
  throw new Fault("source.field.unknown", "never", `${other} is no secret of this kind`, {
    ...{ field: other, kind: kind.kind },
    fields: kind.fields.flatMap(({ key, type }) => (type === "secret" ? [key] : [])).join(", "),
  });
}
