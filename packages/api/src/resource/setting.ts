import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { instantValue } from "../value.ts";

/** A value as it may be written: a word, a number, on or off. */
const writtenValue = z.union([z.string().max(200), z.number(), z.boolean()]);

/** How a setting is asked for. */
const formValue = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("choice"),
    words: z.array(z.object({ word: z.string(), label: z.string() })),
  }),
  z.object({ is: z.literal("toggle") }),
  z.object({ is: z.literal("whole"), from: z.number(), to: z.number(), unit: z.string() }),
]);

/** A setting with its value, and who set it when. */
export const settingValue = z.object({
  key: z.string(),
  group: z.string().describe("The heading it stands under."),
  label: z.string(),
  help: z.string(),
  expects: z.string().describe("What may be written, in words."),
  form: formValue,
  value: writtenValue,
  fallback: writtenValue.describe("What it is while nobody has set it."),
  setBy: z.string().nullable(),
  setAt: instantValue.nullable(),
  shows: z
    .enum(["records", "limits", "files", "nothing"])
    .describe("What a preview can show: changes of records, verdicts, or nothing before the next files."),
});

/** What a change of a setting would do. */
export const settingPreviewValue = z.object({
  says: z.string().describe("One sentence: what would come of it."),
  more: z.string().describe("What the preview does not see."),
  isSeen: z.boolean().describe("False: it cannot be seen before the next files."),
  changes: z.array(
    z.object({
      type: z.string(),
      noun: z.string().describe("What such records are called."),
      school: z.string().describe("Empty: no school."),
      source: z.string(),
      action: z.enum(["create", "update", "archive", "restore"]),
      count: z.number().int(),
      isUndone: z.boolean().describe("True: planned as things stand, and no longer with the change."),
    }),
  ),
  total: z.number().int(),
  gates: z.array(
    z.object({
      message: messageValue,
      isNew: z.boolean().describe("False: it holds as things stand, and would let go."),
    }),
  ),
});

const key = z.strictObject({ key: z.string().max(100) });

export const listSettings = route({
  name: "setting.list",
  method: "GET",
  path: "/settings",
  says: "Every setting of the district, in the order of its form.",
  right: "see",
  answer: z.object({ items: z.array(settingValue) }),
});

export const setSetting = route({
  name: "setting.set",
  method: "PUT",
  path: "/settings/:key",
  says: "Sets a setting. The next sync weighs again what it decides about.",
  right: "set",
  params: key,
  body: z.strictObject({ value: writtenValue }),
  answer: settingValue,
});

export const resetSetting = route({
  name: "setting.reset",
  method: "DELETE",
  path: "/settings/:key",
  says: "Gives a setting back what it is while nobody has set it.",
  right: "set",
  params: key,
  answer: settingValue,
});

export const previewSetting = route({
  name: "setting.preview",
  method: "POST",
  path: "/settings/:key/preview",
  says: "Shows what another value would change of the roster, and changes nothing.",
  right: "set",
  asksOnly: true,
  params: key,
  body: z.strictObject({ value: writtenValue }),
  answer: settingPreviewValue,
});
