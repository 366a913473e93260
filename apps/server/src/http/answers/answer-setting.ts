import type { allRoutes } from "@muster/api/all-routes.ts";
import { gateMessage } from "@muster/rules/report/message.ts";
import { previewWords } from "@muster/rules/report/preview-words.ts";
import { recordNouns } from "@muster/rules/report/wording/record-words.ts";
import { allSettings } from "@muster/rules/setting/all-settings.ts";
import { settingGroups } from "@muster/rules/setting/setting.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import {
  type ListedSetting,
  listSettings,
  resetSetting,
  setSetting,
} from "@muster/sync/directory/settings.ts";
import { previewSetting } from "@muster/sync/run/preview-setting.ts";
import type { Answers } from "../answer.ts";

/** Answers about settings. */
export const answerSetting: Answers<(typeof allRoutes)["setting"]> = {
  listSettings: async ({ world, operator }) => {
    const listed = await listSettings(world.db, operator.districtId);
    const groups: readonly string[] = Object.values(settingGroups);
    const items = listed.map(shown);
    return { items: items.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group)) };
  },
  setSetting: async ({ world, operator, params, body }) => {
    const { key } = params;
    const by = signatureOf(operator);
    return shown((await setSetting(world.db, operator.districtId, key, body.value, by)).after);
  },
  resetSetting: async ({ world, operator, params }) =>
    shown(await resetSetting(world.db, operator.districtId, params.key)),
  previewSetting: async ({ world, operator, params, body }) => {
    const preview = await previewSetting(world, operator.districtId, params.key, body.value);
    const { changes, gates, shows } = preview;
    return {
      ...previewWords(preview),
      isSeen: shows !== "files",
      changes: changes.map((change) => ({ ...change, noun: recordNouns[change.type] })),
      total: changes.reduce((sum, { count }) => sum + count, 0),
      gates: gates.map(({ gate, school, isNew }) => ({
        message: gateMessage(gate, { schoolName: () => school }),
        isNew,
      })),
    };
  },
};

function shown(setting: ListedSetting) {
  const { form, group, shows } = allSettings[setting.key];
  const words = form.is === "choice" ? { ...form, words: [...form.words] } : form;
  return {
    ...{ ...setting, form: words, group: settingGroups[group] as string, shows },
    ...{ setBy: setting.setBy ?? null, setAt: setting.setAt ?? null },
  };
}
