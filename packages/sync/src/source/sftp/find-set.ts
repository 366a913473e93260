import { type Choice, chooseSet, type RosterSet, setsOf } from "./choose-set.ts";
import { type ListingBudget, listFolder, listRemote, type RemoteListing } from "./list-remote.ts";
import type { SftpSession } from "./sftp-session.ts";

/** Dated folders that are looked into: the newest by time and by name. A year of days has more. */
const mostFolders = 25;

/** The set that lies at a path, and how many names were listed for it; no choice where there is nothing of a roster. */
export interface FoundSet {
  readonly choice: Choice | undefined;
  readonly listed: number;
}

/**
 * Finds the files to take: those of the folder itself, or, where it holds nothing of a roster, those of the newest
 * folder in it. The reader of packages takes the root before a folder too.
 *
 * @throws Fault `source.folder.*`, `source.listing.*`
 */
export async function findSet(session: SftpSession, path: string, limit: number): Promise<FoundSet> {
  const budget: ListingBudget = { limit, listed: 0 };
  const listing = await listRemote(session, path, budget);
  const atRoot = setsOf(listing.root);
  if (atRoot.some(isRoster)) return { choice: chooseSet(atRoot), listed: budget.listed };
  const below: RosterSet[] = [];
  for (const folder of newestFolders(listing)) {
    const inside = await listFolder(session, folder.path, budget);
    below.push(...setsOf(inside.root));
  }
  const sets = below.some(isRoster) ? below.filter(isRoster) : atRoot;
  return { choice: chooseSet(sets), listed: budget.listed };
}

/** Something of a roster, not only names that are similar. */
function isRoster({ kind, missing }: RosterSet): boolean {
  return kind === "zip" || missing.length < 3;
}

function newestFolders({ folders }: RemoteListing): RemoteListing["folders"] {
  const byTime = [...folders].sort((a, b) => b.modifiedAt - a.modifiedAt).slice(0, mostFolders);
  const byName = [...folders].sort((a, b) => (a.name < b.name ? 1 : -1)).slice(0, mostFolders);
  return [...new Set([...byTime, ...byName])];
}
