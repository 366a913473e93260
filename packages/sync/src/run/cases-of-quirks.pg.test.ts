import { testCases } from "./case/test-cases.ts";

/** Manifests, columns and values as real files were seen to have them. */
await testCases("quirks", 33);
