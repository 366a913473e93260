import { testCases } from "./case/test-cases.ts";

/** The catalogue of bad input, second part: who people are, what refers to what, families, seasons. */
await testCases("people", 1);
