import {
  allSettings,
  resolveSettings,
  type SettingKey,
  type Settings,
  settingKeys,
} from "@muster/rules/setting/all-settings.ts";
import type { SettingShows } from "@muster/rules/setting/setting.ts";
import type { Database, Reader, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { assertApprovers } from "./approvers.ts";

export type SettingValue = string | number | boolean;

/** A setting of a district as a person looks at it: what it is, what it says, and since when. */
export interface ListedSetting {
  readonly key: SettingKey;
  readonly value: SettingValue;
  readonly fallback: SettingValue;
  readonly label: string;
  readonly help: string;
  /** What may be written, in words. */
  readonly expects: string;
  /** Who set it, and when as an ISO instant; undefined while it has its fallback. */
  readonly setBy: string | undefined;
  readonly setAt: string | undefined;
}

/** Every setting, in the order of their table. */
export async function listSettings(db: Database, districtId: number): Promise<readonly ListedSetting[]> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const written = await readWritten(tx, districtId);
      return settingKeys.map((key) => listed(key, written.get(key)));
    }),
  );
}

/** @throws Fault `setting.key.unknown` */
export async function getSetting(db: Database, districtId: number, key: string): Promise<ListedSetting> {
  const known = mustKnow(key);
  return db.session(districtId, (session) =>
    session.read(async (tx) => listed(known, (await readWritten(tx, districtId)).get(known))),
  );
}

/**
 * Sets a setting to what was written for it. Where it decides about records, the next sync weighs all of them
 * again by itself: a run compares the settings with those of the run before.
 *
 * @param written as typed: `on`, `25`, `sourced-id`
 * @throws Fault `setting.key.unknown`, `setting.value.invalid` with what it expects, `setting.approvers.needed`
 */
export async function setSetting(
  db: Database,
  districtId: number,
  key: string,
  written: unknown,
  operator: string,
): Promise<{ readonly before: ListedSetting; readonly after: ListedSetting }> {
  const known = mustKnow(key);
  const value = mustParse(known, written);
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      if (known === "approval.second-person" && value !== "off") await assertApprovers(tx, districtId);
      const before = listed(known, (await readWritten(tx, districtId)).get(known));
      await writeSetting(tx, districtId, known, value, operator);
      return { before, after: listed(known, (await readWritten(tx, districtId)).get(known)) };
    }),
  );
}

/**
 * Gives a setting back its fallback.
 *
 * @throws Fault `setting.key.unknown`
 */
export async function resetSetting(db: Database, districtId: number, key: string): Promise<ListedSetting> {
  const known = mustKnow(key);
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("delete from setting where district_id = $1 and key = $2", [districtId, known]);
      return listed(known, undefined);
    }),
  );
}

/**
 * The settings as they are and as they would be with another value of one, and what of it can be seen beforehand.
 *
 * @throws Fault `setting.key.unknown`, `setting.value.invalid`
 */
export async function changedSettings(
  tx: Reader,
  districtId: number,
  key: string,
  written: unknown,
): Promise<{ readonly shows: SettingShows; readonly now: Settings; readonly then: Settings }> {
  const known = mustKnow(key);
  const now = await readDistrictSettings(tx, districtId);
  const then = resolveSettings({ ...now, [known]: mustParse(known, written) });
  return { shows: allSettings[known].shows, now, then };
}

/** The settings that a run would take today. */
export async function readDistrictSettings(tx: Reader, districtId: number): Promise<Settings> {
  const written = await readWritten(tx, districtId);
  return resolveSettings(Object.fromEntries([...written].map(([key, { value }]) => [key, value])));
}

async function writeSetting(
  tx: Transaction,
  districtId: number,
  key: SettingKey,
  value: SettingValue,
  operator: string,
): Promise<void> {
  await tx.query(
    `insert into setting (district_id, key, value, set_by) values ($1, $2, $3, $4)
     on conflict (district_id, key) do update set value = excluded.value, set_by = excluded.set_by, set_at = now()`,
    [districtId, key, JSON.stringify(value), operator],
  );
}

interface WrittenSetting extends Record<string, unknown> {
  readonly key: string;
  readonly value: unknown;
  readonly set_by: string;
  readonly set_at: string;
}

async function readWritten(tx: Reader, districtId: number): Promise<ReadonlyMap<string, WrittenSetting>> {
  const rows = await tx.query<WrittenSetting>(
    "select key, value, set_by, set_at from setting where district_id = $1",
    [districtId],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

/** A value that no longer parses counts as not set, as it does for a run. */
function listed(key: SettingKey, written: WrittenSetting | undefined): ListedSetting {
  const { fallback, label, help, expects, parse } = allSettings[key];
  const value = written === undefined ? undefined : parse(written.value);
  return {
    ...{ key, value: value ?? fallback, fallback, label, help, expects },
    setBy: value === undefined ? undefined : written?.set_by,
    setAt: value === undefined ? undefined : written?.set_at,
  };
}

/** @throws Fault `setting.value.invalid` */
function mustParse(key: SettingKey, written: unknown): SettingValue {
  const { expects, parse } = allSettings[key];
  const value = parse(written);
  if (value !== undefined) return value;
  throw new Fault("setting.value.invalid", "never", `${key} takes: ${expects}`, { key, expects });
}

function mustKnow(key: string): SettingKey {
  const known = settingKeys.find((one) => one === key);
  if (known !== undefined) return known;
  throw new Fault("setting.key.unknown", "never", `there is no setting named ${key}`, {
    key,
    known: settingKeys.join(", "),
  });
}
