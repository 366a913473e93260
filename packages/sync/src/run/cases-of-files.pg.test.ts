import { testCases } from "./case/test-cases.ts";

/** The catalogue of bad input, first part: what arrives, how it is packed, how it is written, what its header says. */
await testCases("files", 117);
