import { stat } from "node:fs/promises";
import path from "node:path";
import { systemCode } from "../../disk/system-code.ts";
import { Fault } from "../../fault.ts";
import { lookIntoPlace } from "../look-into-place.ts";
import type { Connection, Delivery, Sighting, SourceKind } from "../source.ts";
import { timesAhead } from "../time-ahead.ts";
import { listFiles } from "./list-files.ts";

/**
 * A folder of this machine, or of a share that it has mounted, into which something else puts the files. Two looks at
 * it, a while apart, say whether somebody is still writing.
 */
export const folderSource: SourceKind = {
  kind: "folder",
  label: "Files in a folder of this machine",
  fields: [
    {
      ...{ key: "path", label: "Folder or ZIP", type: "text" },
      help: "Where the files appear each day, as this machine sees it. Absolute: /srv/rosters/oak",
    },
    {
      ...{ key: "quiet-seconds", label: "Quiet for", type: "number", fallback: "60" },
      help: "How many seconds nothing in the folder may have changed before it is read.",
    },
  ],
  look: lookAtFolder,
  fetch: fetchFolder,
};

async function lookAtFolder({ values, limits, now }: Connection): Promise<Sighting> {
  const place = await placeOf(values.path ?? "");
  const files = await listFiles(place, limits.listed);
  return {
    connectedTo: place,
    files: files.map(({ name, bytes, modifiedAt }) => ({
      ...{ name, bytes },
      modifiedAt: new Date(Math.min(modifiedAt, now().getTime())).toISOString(),
    })),
    ...(await lookIntoPlace(place)),
    ...{ notShared: [], seen: {} },
  };
}

async function fetchFolder({ values, limits, now, wait, onProgress }: Connection): Promise<Delivery> {
  const place = await placeOf(values.path ?? "");
  const before = await listFiles(place, limits.listed);
  const quietMs = Number(values["quiet-seconds"] ?? 60) * 1000;
  const newest = Math.max(0, ...before.map((file) => file.modifiedAt));
  const age = now().getTime() - newest;
  // A time in the future is a sender's wrong clock: then only a second look tells.
  if (age < quietMs) {
    onProgress({ what: `waiting until ${path.basename(place)} is quiet` });
    await wait(age < 0 ? quietMs : quietMs - age);
    const after = await listFiles(place, limits.listed);
    const growing = after.find((file) => !before.some((old) => isSame(old, file)));
    if (growing !== undefined || after.length !== before.length)
      throw new Fault("source.files.growing", "later", "somebody is still writing the files", {
        file: growing?.name ?? "",
        bytes: growing?.bytes ?? 0,
      });
  }
  return {
    path: place,
    proofs: before.map((file) => ({ of: file.name, by: "quiet", received: file.bytes })),
    findings: timesAhead(before, now()),
    seen: {},
  };
}

interface SeenFile {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}

function isSame(a: SeenFile, b: SeenFile): boolean {
  return a.name === b.name && a.bytes === b.bytes && a.modifiedAt === b.modifiedAt;
}

/** @throws Fault `source.path.missing`, `source.path.unreadable` */
async function placeOf(given: string): Promise<string> {
  const place = path.resolve(given);
  try {
    await stat(place);
    return place;
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    throw new Fault(
      isMissing ? "source.path.missing" : "source.path.unreadable",
      isMissing ? "later" : "never",
      `${given} cannot be read`,
      { path: given },
      { cause: error },
    );
  }
}
