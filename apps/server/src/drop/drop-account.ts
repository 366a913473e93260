import type { DropAccountRow } from "@muster/sync/directory/read-drop-accounts.ts";

/** An account that may sign in, with the folder its files are kept in. No client ever learns where that is. */
export interface DropAccount extends DropAccountRow {
  readonly folder: string;
}

/** Where the server of the drop learns who may sign in. */
export interface DropAccounts {
  /** Undefined: there is no such account, or it is switched off. Asked at each attempt to sign in. */
  readonly find: (login: string) => Promise<DropAccount | undefined>;
}

/** Whose account it is, in one word: a key for maps. */
export function accountKey({ districtId, sourceId }: DropAccount): string {
  return `${districtId}/${sourceId}`;
}
