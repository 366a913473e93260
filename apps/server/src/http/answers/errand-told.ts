import type { errandValue } from "@muster/api/resource/sync.ts";
import { errandWords } from "@muster/rules/report/errand-words.ts";
import { faultMessage } from "@muster/rules/report/message.ts";
import type { ErrandStory } from "@muster/sync/report/errand-story.ts";
import type { z } from "zod";

/** An errand as whoever asked for it sees it. */
export function tellErrand(story: ErrandStory): z.output<typeof errandValue> {
  const { errandId, state, task, applies, sourceId, source, run, outcome, planHash, fault } = story;
  const isUpload = task === "upload";
  return {
    ...{ errandId, state, applies, isUpload, sourceId, source, run, outcome, planHash },
    trouble: fault === null || state === "done" ? null : faultMessage(fault),
    says: errandWords({ state, applies, isUpload, outcome: outcome ?? undefined }),
  };
}
