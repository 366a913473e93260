import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type {
  Connection,
  Renewal,
  Sighting,
  SourceKind,
  SourceProgress,
  SourceValues,
} from "../source/source.ts";
import { noteLook, type OpenedSource, openSource } from "./connections.ts";
import { kindOf } from "./kind-of.ts";
import { interrupted } from "./look-at-source.ts";
import { namingSource } from "./naming-source.ts";
import { keepNextSecrets, readNextSecrets } from "./next-secrets.ts";
import { openConnection } from "./open-connection.ts";
import { openSecrets, sealSecrets } from "./sealed-secrets.ts";
import { parseValues } from "./source-values.ts";
import type { SourceWorld } from "./source-world.ts";

/** What became of new secrets. */
export type Rotated =
  /** They open the source and have replaced the old ones. */
  | { readonly state: "replaced"; readonly sighting: Sighting }
  /** They wait until their public half is in place over there; the old ones are in use. */
  | ({ readonly state: "waiting" } & NonNullable<Renewal["toInstall"]>);

export interface RotateRequest {
  readonly districtId: number;
  readonly sourceId: number;
  /** Secrets by field, as somebody typed them; empty: made or found by the source itself. */
  readonly given: SourceValues;
  /** Makes new ones though others wait already. */
  readonly isAnew: boolean;
}

interface Candidate {
  readonly values: SourceValues;
  readonly toInstall?: NonNullable<Renewal["toInstall"]>;
}

/**
 * Replaces the secrets of a source. They are tested first, by a look at the source with nothing else changed; only then
 * they replace the old ones, and whether the source runs stays as it was. A key pair takes two steps: it is made and
 * waits, and when its public half is in place, the same command tests it.
 *
 * @throws Fault `source.field.missing` where a secret has to be typed, `source.field.unknown`, and those of a look: the
 * old secrets are in use then, and what waited waits on
 */
export async function rotateSource(
  world: SourceWorld,
  request: RotateRequest,
  onProgress: (progress: SourceProgress) => void,
): Promise<Rotated> {
  const { districtId, sourceId } = request;
  const source = await openSource(world.db, world.keys, districtId, sourceId);
  const kind = kindOf(world.kinds, source.kind);
  const candidate = await findCandidate(world, source, kind, request, onProgress);
  if (candidate.toInstall !== undefined) {
    await world.db.session(districtId, (session) =>
      session.write((tx) => keepNextSecrets(tx, world.keys, request, candidate.values)),
    );
    return { state: "waiting", ...candidate.toInstall };
  }
  const { known, secrets } = parseValues(kind, { ...source.values, ...candidate.values });
  const renewed = { ...source, values: { ...known, ...secrets } };
  const sighting = await connected(world, renewed, onProgress, kind.look);
  await replace(world, source, kind, candidate.values, sighting);
  return { state: "replaced", sighting };
}

async function findCandidate(
  world: SourceWorld,
  source: OpenedSource,
  kind: SourceKind,
  { given, isAnew }: RotateRequest,
  onProgress: (progress: SourceProgress) => void,
): Promise<Candidate> {
  if (Object.keys(given).length > 0) return { values: given };
  const waiting = await world.db.session(source.districtId, (session) =>
    session.read((tx) => readNextSecrets(tx, world.keys, source)),
  );
  if (!isAnew && Object.keys(waiting).length > 0) return { values: waiting };
  // A pair that waits is renewed as one in use is.
  const withWaiting = { ...source, values: { ...source.values, ...waiting } };
  if (kind.renew !== undefined) return connected(world, withWaiting, onProgress, kind.renew);
  const secret = kind.fields.find(({ key, type }) => type === "secret" && (source.values[key] ?? "") !== "");
  throw new Fault("source.field.missing", "never", "The new secret is needed.", {
    ...{ field: secret?.key ?? "secret", label: secret?.label ?? "A secret", kind: kind.kind },
    flag: `${secret?.key ?? "secret"}-file FILE`,
  });
}

/** Does something at the source, with these values and not those that are kept. */
async function connected<Result>(
  world: SourceWorld,
  source: OpenedSource,
  onProgress: (progress: SourceProgress) => void,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const { connection, close } = await openConnection(world, source, onProgress);
  try {
    return await work(connection);
  } catch (error) {
    throw world.signal.aborted ? interrupted() : namingSource(error, source.sourceId);
  } finally {
    await close();
  }
}

interface At {
  readonly districtId: number;
  readonly sourceId: number;
}

/** Other values of the source may have been changed while it was looked at: only the secrets are replaced. */
async function replace(
  world: SourceWorld,
  source: OpenedSource,
  kind: SourceKind,
  values: SourceValues,
  sighting: Sighting,
): Promise<void> {
  const { districtId, sourceId } = source;
  const lookedAt = world.now().toISOString();
  await world.db.session(districtId, (session) =>
    session.write(async (tx) => {
      const kept = await readSecrets(tx, world, source);
      const { secrets } = parseValues(kind, { ...source.known, ...kept, ...values });
      await tx.query(
        "update source set secrets = $3, next_secrets = null where district_id = $1 and source_id = $2",
        [districtId, sourceId, sealSecrets(world.keys, districtId, sourceId, secrets)],
      );
      const seen = { ...source.seen, ...sighting.seen, refusals: 0 };
      await noteLook(tx, { districtId, sourceId, lookedAt }, sighting, seen);
    }),
  );
}

async function readSecrets(
  tx: Transaction,
  { keys }: SourceWorld,
  { districtId, sourceId }: At,
): Promise<SourceValues> {
  const [row] = await tx.query<{ secrets: Buffer | null }>(
    "select secrets from source where district_id = $1 and source_id = $2 for update",
    [districtId, sourceId],
  );
  return openSecrets(keys, districtId, sourceId, row?.secrets ?? null);
}
