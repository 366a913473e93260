import type { Database, Reader, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import type { SourceKind, SourceMemory, SourceValues } from "../source/source.ts";
import { openSecrets, sealSecrets } from "./sealed-secrets.ts";
import { parseValues } from "./source-values.ts";

/** A source as it is set up, without its secrets. */
export interface SourceSetUp {
  readonly districtId: number;
  readonly sourceId: number;
  readonly kind: string;
  readonly name: string;
  readonly state: "draft" | "enabled" | "paused";
  readonly known: SourceValues;
  /** Whether secrets are kept; never what they are. */
  readonly hasSecrets: boolean;
  readonly seen: SourceMemory;
  /** HH:MM in the district's time zone; undefined: never by itself. */
  readonly startsAt: string | undefined;
  /** For a source of guardians alone: the source whose fetches it joins. */
  readonly joins: number | undefined;
  /** When it was last looked at, ISO 8601. */
  readonly lookedAt: string | undefined;
  /** The code of why its last fetch brought nothing; undefined where it did, or where there was none yet. */
  readonly trouble: string | undefined;
}

/** A source with everything it must know; in memory alone, for as long as a connection is needed. */
export interface OpenedSource extends SourceSetUp {
  readonly values: SourceValues;
}

interface SourceRow extends Record<string, unknown> {
  readonly source_id: number;
  readonly kind: string;
  readonly name: string;
  readonly state: SourceSetUp["state"];
  readonly known: SourceValues;
  readonly secrets: Buffer | null;
  readonly seen: SourceMemory;
  readonly starts_at: string | null;
  readonly joins_source_id: number | null;
  readonly looked_at: string | null;
  readonly trouble: string | null;
}

const columns = `source_id, kind, name, state, known, secrets, seen, starts_at, joins_source_id,
                 to_json(looked_at) #>> '{}' as looked_at,
                 (select case when a.state = 'failed' then a.fault->>'code' end from arrival a
                   where a.district_id = source.district_id and a.source_id = source.source_id
                     and a.state <> 'fetching' order by a.arrival_id desc limit 1) as trouble`;

/** What is asked for when a source is set up. */
export interface NewSource {
  readonly districtId: number;
  readonly kind: SourceKind;
  readonly name: string;
  readonly values: SourceValues;
  /**
   * Which source it follows on: its IDs are the same, so what is linked to them stays linked. `separate` says that its
   * IDs are others, though the district has a source already.
   */
  readonly follows: number | "separate" | undefined;
  readonly joins: number | undefined;
  readonly startsAt: string | undefined;
}

/**
 * Saves a source as a draft: nothing is fetched until somebody has looked at it and enabled it.
 *
 * @throws Fault `source.field.*`, `source.follows.needed` where the district has records of another source and it is not
 * said whether the IDs are the same; `source.id.unknown`
 */
export async function addSource(db: Database, keys: HomeKeys, source: NewSource): Promise<number> {
  const { districtId, kind } = source;
  const parsed = parseValues(kind, source.values);
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("select 1 from district where district_id = $1 for update", [districtId]);
      if (source.joins !== undefined) await readRow(tx, districtId, source.joins);
      const sourceId = await chooseId(tx, source);
      const secrets = sealSecrets(keys, districtId, sourceId, parsed.secrets);
      await tx.query(
        `insert into source (district_id, source_id, kind, name, state, known, secrets, starts_at, joins_source_id)
         values ($1, $2, $3, $4, 'draft', $5, $6, $7, $8)
         on conflict (district_id, source_id) do update
            set kind = excluded.kind, name = excluded.name, state = 'draft', known = excluded.known,
                secrets = excluded.secrets, next_secrets = null, seen = '{}', starts_at = excluded.starts_at, looked = null, looked_at = null`,
        [
          ...[districtId, sourceId, kind.kind, source.name, JSON.stringify(parsed.known), secrets],
          ...[source.startsAt ?? null, source.joins ?? null],
        ],
      );
      return sourceId;
    }),
  );
}

async function chooseId(tx: Transaction, { districtId, follows, joins }: NewSource): Promise<number> {
  if (typeof follows === "number") return (await readRow(tx, districtId, follows)).source_id;
  const [other] = await tx.query<{ source_id: number; name: string }>(
    `select source_id, name from source s where district_id = $1 and joins_source_id is null
        and exists (select from link l where l.district_id = $1 and l.source_id = s.source_id) order by 1 limit 1`,
    [districtId],
  );
  if (follows === undefined && joins === undefined && other !== undefined)
    throw new Fault("source.follows.needed", "never", "the district has records of another source already", {
      source: other.source_id,
      name: other.name,
    });
  const [next] = await tx.query<{ source_id: number }>(
    // Number 1 is that of uploads by hand.
    "select greatest(coalesce(max(source_id), 0), 1) + 1 as source_id from source where district_id = $1",
    [districtId],
  );
  if (next === undefined) throw new Error("a maximum answers a row");
  return next.source_id;
}

/** All sources of a district, in the order in which they were made. */
export async function listSources(db: Database, districtId: number): Promise<readonly SourceSetUp[]> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const rows = await tx.query<SourceRow>(
        `select ${columns} from source where district_id = $1 order by source_id`,
        [districtId],
      );
      return rows.map((row) => setUpOf(districtId, row));
    }),
  );
}

/** @throws Fault `source.id.unknown`, `keys.secret.damaged` */
export async function openSource(
  db: Database,
  keys: HomeKeys,
  districtId: number,
  sourceId: number,
): Promise<OpenedSource> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const row = await readRow(tx, districtId, sourceId);
      const secrets = openSecrets(keys, districtId, sourceId, row.secrets);
      return { ...setUpOf(districtId, row), values: { ...row.known, ...secrets } };
    }),
  );
}

/** What may be changed of a source later. */
export interface SourceChange {
  readonly values?: SourceValues;
  readonly name?: string;
  /** null: never by itself. */
  readonly startsAt?: string | null;
  readonly state?: SourceSetUp["state"];
  readonly seen?: SourceMemory;
}

/**
 * Changes a source. Values that are not given stay, secrets too; a change of values makes it a draft that must be
 * looked at again, for it may lead to another district.
 *
 * @throws Fault `source.id.unknown`, `source.field.*`, `source.look.needed` where it is to be enabled and nobody has looked
 */
export async function changeSource(
  { db, keys }: { readonly db: Database; readonly keys: HomeKeys },
  kind: SourceKind | undefined,
  at: { readonly districtId: number; readonly sourceId: number },
  change: SourceChange,
): Promise<void> {
  const { districtId, sourceId } = at;
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      const row = await readRow(tx, districtId, sourceId);
      if (change.values !== undefined && kind !== undefined)
        await changeValues(tx, keys, kind, at, row, change.values);
      const isDraft = change.values === undefined && row.looked_at === null && row.kind !== "upload";
      if (change.state === "enabled" && isDraft)
        throw new Fault("source.look.needed", "never", "a source is looked at before it is enabled", {
          source: sourceId,
        });
      await tx.query(
        `update source set name = coalesce($3, name), state = coalesce($4, state), seen = coalesce($5, seen),
                starts_at = case when $6 then $7 else starts_at end
          where district_id = $1 and source_id = $2`,
        [
          ...[districtId, sourceId, change.name ?? null, change.state ?? null],
          ...[change.seen === undefined ? null : JSON.stringify(change.seen)],
          ...[change.startsAt !== undefined, change.startsAt ?? null],
        ],
      );
    }),
  );
}

async function changeValues(
  tx: Transaction,
  keys: HomeKeys,
  kind: SourceKind,
  { districtId, sourceId }: { readonly districtId: number; readonly sourceId: number },
  row: SourceRow,
  values: SourceValues,
): Promise<void> {
  const kept = { ...row.known, ...openSecrets(keys, districtId, sourceId, row.secrets) };
  const parsed = parseValues(kind, { ...kept, ...values });
  await tx.query(
    `update source set known = $3, secrets = $4, state = 'draft', looked = null, looked_at = null
      where district_id = $1 and source_id = $2`,
    [
      ...[districtId, sourceId, JSON.stringify(parsed.known)],
      sealSecrets(keys, districtId, sourceId, parsed.secrets),
    ],
  );
}

/** Keeps what a look told: from then on the source may be enabled. */
export async function noteLook(
  tx: Transaction,
  at: { readonly districtId: number; readonly sourceId: number; readonly lookedAt: string },
  sighting: unknown,
  seen: SourceMemory,
): Promise<void> {
  await tx.query(
    "update source set looked = $3, looked_at = $4, seen = $5 where district_id = $1 and source_id = $2",
    [at.districtId, at.sourceId, JSON.stringify(sighting), at.lookedAt, JSON.stringify(seen)],
  );
}

async function readRow(tx: Reader, districtId: number, sourceId: number): Promise<SourceRow> {
  const [row] = await tx.query<SourceRow>(
    `select ${columns} from source where district_id = $1 and source_id = $2`,
    [districtId, sourceId],
  );
  if (row !== undefined) return row;
  throw new Fault("source.id.unknown", "never", "there is no such source", {
    district: districtId,
    source: sourceId,
  });
}

function setUpOf(districtId: number, row: SourceRow): SourceSetUp {
  return {
    ...{ districtId, sourceId: row.source_id, kind: row.kind, name: row.name, state: row.state },
    ...{ known: row.known, seen: row.seen, hasSecrets: row.secrets !== null },
    startsAt: row.starts_at ?? undefined,
    joins: row.joins_source_id ?? undefined,
    lookedAt: row.looked_at ?? undefined,
    trouble: row.trouble ?? undefined,
  };
}
