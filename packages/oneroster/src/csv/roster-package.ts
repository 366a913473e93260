import type { Diagnostic } from "../model/diagnostic.ts";
import type { TableFile } from "./table-file.ts";

/** `three-file`: users, classes and enrollments alone (Connect's form), or nothing but guardians. */
export type PackageFormat = "oneroster-1.0" | "oneroster-1.1" | "oneroster-1.2" | "three-file" | "unknown";

/** not-needed: the standard's, but nothing we use, so never opened. litter: what archivers and uploads leave. */
export type SetAsideReason = "not-rostering" | "litter" | "not-needed" | "unknown" | "absent-by-manifest";

/** A file that is not read. */
export interface SetAside {
  readonly path: string;
  readonly reason: SetAsideReason;
}

/** What a package turned out to be. With a blocking diagnostic nothing of it may be used. */
export interface RosterPackage {
  readonly format: PackageFormat;
  /** In load order. An optional file that could not be used is missing here, which must not read as "empty". */
  readonly files: readonly TableFile[];
  readonly setAside: readonly SetAside[];
  readonly manifest: ManifestFacts | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is kept of a manifest once it was obeyed. */
export interface ManifestFacts {
  /** `oneroster.version` as written. */
  readonly version: string;
  /** `source.systemName` as written, or "". */
  readonly sourceSystem: string;
}
