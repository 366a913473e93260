import { type ChildProcessByStdio, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";

/** For tests of the whole: the real program as its own process, in a home of its own. */

/** What a process said until it ended. */
export interface Ended {
  /** null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface MusterProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** Resolves once stderr holds the words; rejects when the process ends without them. */
  readonly says: (words: string) => Promise<void>;
}

/** A folder that is gone after the test; the embedded server may run as another account and must be able to enter. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "muster-cli-"));
  chmodSync(folder, 0o755);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts `muster` with these words. */
export function startMuster(
  home: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): MusterProcess {
  return startProgram("main.ts", home, words, env);
}

/** Starts a program of this folder under the Node that runs the test. */
export function startProgram(
  file: string,
  home: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): MusterProcess {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file), ...words], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, MUSTER_HOME: home, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
  const says = (words: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stderr.includes(words)) resolve();
      };
      look();
      child.stderr.on("data", look);
      child.on("close", () => reject(new Error(`it ended without saying ${words}: ${stderr}`)));
    });
  return { child, ended, says };
}
