import type { ExamplesOf } from "./route-example.ts";

export const uploadExamples: ExamplesOf<"upload"> = {
  // Without a single file there is nothing to sync.
  upload: { status: 400 },
};
