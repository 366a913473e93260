import { oneLine } from "./one-line.ts";
import type { WordedNotice } from "./word-notice.ts";

/** What is sent when somebody tries whether notices arrive. */
export function wordTrial(
  district: { readonly id: number; readonly name: string },
  at: string,
): WordedNotice {
  const name = oneLine(district.name);
  const subject = `[${name}] Muster can reach you`;
  return {
    subject,
    text: [
      `This is a trial. Nothing is wrong with the sync of ${name}.`,
      "",
      "Somebody asked Muster to see whether its notices arrive here. They are sent when",
      "a sync waits for a person, when files cannot be used, when nothing new arrives,",
      "when a sign-in is refused, and when it is over.",
      "",
      "To be told no longer:",
      "  npx muster notice list",
      "  npx muster notice remove <number>",
      "",
    ].join("\n"),
    document: { ...{ schemaVersion: 1, kind: "trial", district: { id: district.id, name } }, at, subject },
  };
}
