import type { Database } from "@muster/sync/database/database.ts";
import { noteDropSignIn } from "@muster/sync/directory/drop-accounts.ts";
import { findDropAccount } from "@muster/sync/directory/read-drop-accounts.ts";
import { noteRefusedUpload } from "@muster/sync/notice/note-refused-upload.ts";
import { dropFolder } from "@muster/sync/source/drop/drop-folder.ts";
import type { DropAccounts } from "./drop-account.ts";
import type { DropEvent } from "./drop-event.ts";

/** The accounts that the database keeps, each with its folder in the home. */
export function databaseDropAccounts(db: Database, home: string): DropAccounts {
  return {
    find: async (login) => {
      const account = await findDropAccount(db, login);
      return account && { ...account, folder: dropFolder(home, account.districtId, account.sourceId) };
    },
  };
}

/** Keeps from which address and when an account was last used, where the event says so. */
export async function keepLastUse(db: Database, event: DropEvent): Promise<void> {
  if (event.kind === "sign-in.accepted" && event.account !== undefined)
    await noteDropSignIn(db, event.account, event.address ?? "", event.at);
}

/** Tells a district's people that an upload of theirs was refused for want of room, once until something new comes. */
export async function tellRefusedUpload(db: Database, { kind, account, at }: DropEvent): Promise<void> {
  if (kind !== "quota.exceeded" || account === undefined) return;
  await db.session(account.districtId, (session) =>
    session.write((tx) => noteRefusedUpload(tx, account, at.toISOString())),
  );
}
