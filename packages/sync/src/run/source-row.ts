import { createHash } from "node:crypto";
import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import { rulesVersion } from "@muster/rules/model/rules-version.ts";
import { allSettings, type Settings, settingKeys } from "@muster/rules/setting/all-settings.ts";
import type { Reader, Transaction } from "../database/database.ts";
import { dayIn } from "../directory/district-day.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { Fault } from "../fault.ts";

/** A source as a run finds it: the district's settings, and how its records were weighed last. */
export interface Source {
  readonly districtId: number;
  readonly sourceId: number;
  readonly kind: string;
  readonly settings: Settings;
  readonly profile: ReadProfile;
  /** Every record must be weighed again: first time, other settings or rules, a changed link, an undo. */
  readonly needsFull: boolean;
  /** The day of this run and that of the last weighing, `YYYY-MM-DD`. */
  readonly today: string;
  readonly lastDay: string;
}

/** What the next run compares its own with. */
interface SourceBasis {
  readonly settings: string;
  readonly rules: string;
  readonly day: string;
}

export async function readSource(
  tx: Reader,
  districtId: number,
  sourceId: number,
  now: Date,
): Promise<Source> {
  const [row] = await tx.query<{ kind: string; needs_full: boolean; basis: Partial<SourceBasis> }>(
    "select kind, needs_full, basis from source where district_id = $1 and source_id = $2",
    [districtId, sourceId],
  );
  if (row === undefined)
    throw new Fault("source.id.unknown", "never", "there is no such source", {
      district: districtId,
      source: sourceId,
    });
  const settings = await readDistrictSettings(tx, districtId);
  const today = dayIn(settings["district.time-zone"], now);
  return {
    ...{ districtId, sourceId, kind: row.kind, settings, today },
    profile: {
      encoding: settings["files.encoding"],
      dates: settings["files.dates"],
      listSeparator: settings["files.list-separator"],
    },
    needsFull: row.needs_full || row.basis.settings !== weighty(settings) || row.basis.rules !== rulesVersion,
    lastDay: row.basis.day ?? today,
  };
}

/** Notes under which settings and on which day the records of a source were weighed. */
export async function settleBasis(
  tx: Transaction,
  source: { readonly districtId: number; readonly sourceId: number },
  settings: Settings,
  today: string,
): Promise<void> {
  const basis: SourceBasis = { settings: weighty(settings), rules: rulesVersion, day: today };
  await tx.query(
    "update source set needs_full = false, basis = $3 where district_id = $1 and source_id = $2",
    [source.districtId, source.sourceId, JSON.stringify(basis)],
  );
}

/** One hash over the settings that decide about records; limits and policies do not make anybody weigh again. */
function weighty(settings: Settings): string {
  const kept = settingKeys.filter((key) => allSettings[key].reweighs).map((key) => [key, settings[key]]);
  return createHash("sha256").update(JSON.stringify(kept)).digest("hex");
}
