import { keepCompiled } from "./keep-compiled.ts";

// The program that `npm start` runs; see run-start.ts.
keepCompiled();
const { runStart } = await import("./run-start.ts");
await runStart();
