#!/usr/bin/env node
import { keepCompiled } from "./keep-compiled.ts";

// What is imported statically is compiled before the first statement runs, so the program itself comes after.
keepCompiled();
const { runProgram } = await import("./run-program.ts");
await runProgram();
