import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "./source-file.ts";

/**
 * Lists the files of the repository at `root`: those that git tracks and those that it would track, so that a
 * fault is refused before it is committed. Files deleted from the disk are left out. Throws when git does.
 */
export function listFiles(root: string): readonly SourceFile[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = [...new Set(listed.split("\0"))].filter((path) => path !== "").sort();
  return paths.flatMap((path) => {
    const place = join(root, path);
    return existsSync(place) && statSync(place).isFile() ? [{ path, text: textOf(place) }] : [];
  });
}

/** The text of a file; empty when it holds a zero byte near its start, as pictures and archives do. */
function textOf(place: string): string {
  const bytes = readFileSync(place);
  return bytes.subarray(0, 8192).includes(0) ? "" : bytes.toString("utf8");
}
