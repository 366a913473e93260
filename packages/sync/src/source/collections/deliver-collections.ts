import { writeFile } from "node:fs/promises";
import path from "node:path";
import { writeManifest } from "@muster/oneroster/csv/write-package.ts";
import { CollectionError } from "@muster/oneroster/rest/collection-error.ts";
import { type CollectionName, collectionNames } from "@muster/oneroster/rest/collections.ts";
import { rootOrgOf } from "@muster/oneroster/rest/payload/user-rows.ts";
import type { RestObject } from "@muster/oneroster/rest/rest-fetch.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import { orStorageFault } from "../../disk/storage-fault.ts";
import { inputFinding } from "../input-finding.ts";
import type { Connection, Delivery, Proof } from "../source.ts";
import { collectionFault } from "./collection-fault.ts";
import { type FetchedCollection, fetchCollection } from "./fetch-collection.ts";
import { noteFindings } from "./note-findings.ts";
import type { OpenRoster } from "./open-roster.ts";

/** Collections that a roster can do without: one that is not shared is told, and its file is not written (Q135). */
export const spareCollections: ReadonlySet<CollectionName> = new Set(["academicSessions", "courses"]);

/**
 * Fetches every collection of a roster into the connection's folder, as files of OneRoster 1.2 with a manifest that
 * names those that are there. Nothing is kept of a page but its rows.
 *
 * @throws Fault `source.*`, `storage.*`; the signal's reason
 */
export async function deliverCollections(connection: Connection, roster: OpenRoster): Promise<Delivery> {
  const proofs: Proof[] = [];
  const findings: Finding[] = [];
  const orgs: RestObject[] = [];
  let rootOrg = "";
  for (const name of collectionNames) {
    if (roster.lacks.includes(name)) continue;
    if (name === "users") rootOrg = rootOrgOf(orgs);
    const use = { rootOrg, onPage: name === "orgs" ? keepOrgs(orgs) : () => undefined };
    const fetched = await fetchUnlessSpare(
      () => fetchCollection(connection, roster, name, use),
      roster,
      name,
    );
    if (typeof fetched === "number") {
      findings.push(
        inputFinding("collection.access.refused", `${name}.csv`, { collection: name, status: fetched }),
      );
      continue;
    }
    proofs.push(proofOf(name, fetched));
    findings.push(...noteFindings(name, fetched.notes));
  }
  await writeManifestFor(connection.folder, proofs);
  return { path: connection.folder, proofs, findings, seen: {} };
}

/** What is needed to find the org above all others; a collection that is read again is counted again. */
function keepOrgs(orgs: RestObject[]) {
  return ({ number, items }: { readonly number: number; readonly items: readonly RestObject[] }): void => {
    if (number === 1) orgs.length = 0;
    for (const { sourcedId, type, parent } of items) orgs.push({ sourcedId, type, parent });
  };
}

/** The collection, or the status with which the server keeps it from us where a roster can do without. */
async function fetchUnlessSpare(
  fetchIt: () => Promise<FetchedCollection>,
  { host }: OpenRoster,
  name: CollectionName,
): Promise<FetchedCollection | number> {
  try {
    return await fetchIt();
  } catch (error) {
    const status = refusedStatus(error);
    if (status !== undefined && spareCollections.has(name)) return status;
    throw collectionFault(error, host);
  }
}

/** 403 or 404: not shared, or not there. Undefined for everything else. */
export function refusedStatus(error: unknown): number | undefined {
  if (!(error instanceof CollectionError) || error.problem.kind !== "refused") return undefined;
  const { status } = error.problem;
  return status === 403 || status === 404 ? status : undefined;
}

function proofOf(name: CollectionName, { proof }: FetchedCollection): Proof {
  const { by, received, announced } = proof;
  return announced === undefined ? { of: name, by, received } : { of: name, by, received, announced };
}

async function writeManifestFor(folder: string, proofs: readonly Proof[]): Promise<void> {
  const names = proofs.flatMap(({ of }) => (of === "users" ? ["users", "roles"] : [of]));
  const modes = Object.fromEntries(names.map((name) => [name, "bulk"] as const));
  const file = path.join(folder, "manifest.csv");
  await orStorageFault(writeFile(file, writeManifest("1.2", modes), { mode: 0o600 }), file);
}
