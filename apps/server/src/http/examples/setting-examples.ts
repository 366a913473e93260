import type { ExamplesOf } from "./route-example.ts";

const names = { params: async () => ({ key: "gate.policy" }), namesWord: true } as const;
const body = async () => ({ value: "surgical" });

export const settingExamples: ExamplesOf<"setting"> = {
  listSettings: {},
  setSetting: { ...names, body },
  resetSetting: { ...names },
  previewSetting: { ...names, body },
};
