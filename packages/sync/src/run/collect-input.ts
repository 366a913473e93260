import { type PackageEntry, type RosterPackage, readPackage } from "@muster/oneroster/csv/read-package.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import { checkAges, type DatedFile } from "../check/check-ages.ts";
import type { Reader, Session } from "../database/database.ts";
import { roleLeadDays } from "../plan/touched.ts";
import { findingFrom } from "../snapshot/finding-from.ts";
import { fingerprintInput, type StoredFile } from "../snapshot/snapshot-store.ts";
import { type OpenedInput, openUpload } from "../source/upload/open-upload.ts";
import { openWithGuardians } from "./open-with-guardians.ts";
import type { Source } from "./source-row.ts";
import type { RunWorld, SyncRequest } from "./sync-request.ts";

/** What a source delivered, before any record is read. */
export interface CollectedInput {
  readonly entries: readonly PackageEntry[];
  readonly files: readonly StoredFile[];
  readonly contentHash: string;
  readonly pack: RosterPackage | undefined;
  readonly findings: readonly Finding[];
  /** Something blocking was found: nothing of it may be used. */
  readonly isRejected: boolean;
  /** The same bytes were accepted and settled last time, and nothing else calls for weighing them again. */
  readonly isUnchanged: boolean;
  readonly close: () => Promise<void>;
}

/** The stage collect: opens the input, takes its fingerprint, recognises its files. */
export async function collectInput(
  session: Session,
  world: RunWorld,
  source: Source,
  { path, guardianPaths = [], findings = [] }: SyncRequest,
): Promise<CollectedInput> {
  world.onStep({ stage: "collect", what: path });
  const opened = await (guardianPaths.length === 0
    ? openUpload(path)
    : openWithGuardians(path, guardianPaths, source.profile));
  try {
    return await recognise(session, source, { ...opened, findings: [...findings, ...opened.findings] });
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function recognise(session: Session, source: Source, opened: OpenedInput): Promise<CollectedInput> {
  const { entries } = opened;
  const close = (): Promise<void> => opened.close();
  const nothing = { entries, files: [], contentHash: "", pack: undefined, isUnchanged: false, close };
  if (opened.findings.some((finding) => finding.severity === "blocking"))
    return { ...nothing, findings: opened.findings, isRejected: true };
  const { files, contentHash } = await fingerprintInput(entries);
  if (await session.read((tx) => isUnchanged(tx, source, contentHash)))
    return { ...nothing, files, contentHash, findings: [], isRejected: false, isUnchanged: true };
  const pack = await readPackage(entries, source.profile);
  const aged = checkAges(datedFiles(pack, files, opened.findings), source.settings["files.window-hours"]);
  const findings = [
    ...opened.findings,
    ...pack.diagnostics.map((diagnostic) => findingFrom(diagnostic)),
    ...aged,
  ];
  const isRejected = findings.some((finding) => finding.severity === "blocking");
  return { entries, files, contentHash, pack, findings, isRejected, isUnchanged: false, close };
}

/** The age of a file from the future says nothing (reliability A10). */
function datedFiles(
  pack: RosterPackage,
  files: readonly StoredFile[],
  findings: readonly Finding[],
): readonly DatedFile[] {
  const ahead = new Set(findings.filter(({ code }) => code === "input.file.future").map(({ file }) => file));
  const dated = files.filter(({ path }) => !ahead.has(path));
  const writtenAt = new Map(dated.map(({ path, modifiedAt }) => [path, modifiedAt]));
  return pack.files.map(({ table, entry: { path } }) => ({ table, path, modifiedAt: writtenAt.get(path) }));
}

/**
 * Nothing needs to be read where the newest accepted snapshot had these bytes and left nothing open, every record
 * was weighed under today's settings, and no enrollment or role ended by the calendar since.
 */
async function isUnchanged(tx: Reader, source: Source, contentHash: string): Promise<boolean> {
  if (source.needsFull) return false;
  const [row] = await tx.query<{ is_unchanged: boolean }>(
    `select coalesce((select s.content_hash = $3 and s.is_settled from snapshot s
                       where s.district_id = $1 and s.source_id = $2 and s.standing = 'accepted'
                       order by s.snapshot_id desc limit 1), false)
        and not exists (select from snapshot s where s.district_id = $1 and s.source_id = $2 and s.standing = 'pending')
        and not exists (select from source_enrollment where district_id = $1 and source_id = $2 and ends_on >= $4 and ends_on < $5)
        and not exists (select from source_role where district_id = $1 and source_id = $2
                           and (ends_on >= $4 and ends_on < $5
                             or begins_on > $4::date + ${roleLeadDays} and begins_on <= $5::date + ${roleLeadDays})) as is_unchanged`,
    [source.districtId, source.sourceId, contentHash, source.lastDay, source.today],
  );
  return row?.is_unchanged === true;
}
