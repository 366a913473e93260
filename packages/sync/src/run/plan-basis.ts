import { rulesVersion } from "@muster/rules/model/rules-version.ts";
import { allSettings, resolveSettings, settingKeys } from "@muster/rules/setting/all-settings.ts";
import type { Reader } from "../database/database.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import type { PlanRow } from "./plan-row.ts";

/**
 * A plan answers to the settings and the rules it was made under: under others it would be another plan, and the word
 * given for this one would be taken for that (reliability D10). Where a person approves what the gates held, the
 * limits do not matter any more; where the verdict itself is carried out, they do.
 *
 * @param isApproved a person's word stands for the held slices too
 * @throws Fault `plan.basis.stale`
 */
export async function assertBasisHolds(
  tx: Reader,
  districtId: number,
  plan: PlanRow,
  isApproved: boolean,
): Promise<void> {
  if (plan.basis.kind !== "sync") return;
  const now = await readDistrictSettings(tx, districtId);
  // A plan of before an update does not know the settings that came with it: they had their fallback then.
  const then = resolveSettings(plan.basis.settings);
  const changed = settingKeys.find(
    (key) => now[key] !== then[key] && (allSettings[key].reweighs || !isApproved),
  );
  const differs = plan.basis.rulesVersion === rulesVersion ? changed : "rules";
  if (differs !== undefined)
    throw new Fault("plan.basis.stale", "never", "the settings are no longer those the plan was made under", {
      state: "settings",
      setting: differs,
    });
}
