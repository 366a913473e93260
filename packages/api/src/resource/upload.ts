import { z } from "zod";
import { route } from "../route.ts";
import { flagValue, idValue } from "../value.ts";
import { errandValue } from "./sync.ts";

export const upload = route({
  name: "upload.send",
  method: "POST",
  path: "/uploads",
  says: "Syncs the files that come with it, or plans them alone, as soon as it is their turn. Nothing is kept of an upload that breaks off.",
  right: "decide",
  takesFiles: true,
  query: z.strictObject({
    applies: flagValue.default(false).describe("false: a dry run. A plan is sealed, nothing changes."),
    waits: flagValue
      .default(false)
      .describe("true: answers when the run has ended, not when it is asked for."),
    source: idValue.optional().describe("Whose files these are, where the district has several sources."),
    school: idValue.optional().describe("The files speak of this school alone."),
    missing: z
      .enum(["left", "kept"])
      .default("left")
      .describe("Whoever is not in the files has left; or the files hold only what is new."),
  }),
  answer: errandValue.extend({
    files: z.array(z.object({ name: z.string(), bytes: z.number(), hash: z.string() })),
  }),
});
