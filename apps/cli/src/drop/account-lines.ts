import { formatBytes } from "@muster/rules/report/number-words.ts";
import type { DropAccountListing } from "@muster/sync/directory/read-drop-accounts.ts";

/** Everything about an account that may be shown: how one signs in, who last did, and what it may do. */
export function accountLines(account: DropAccountListing): readonly string[] {
  const { lastUsedAt, lastUsedFrom, hasPassword, rotatedAt, allowedAddresses } = account;
  const since = rotatedAt ?? account.createdAt;
  return [
    `Login        ${account.login}${account.isEnabled ? "" : " (shut)"}`,
    `Last used    ${lastUsedAt === undefined ? "never" : `${lastUsedAt} from ${lastUsedFrom ?? "somewhere"}`}`,
    `Password     ${hasPassword ? `kept as a hash, since ${since}` : "none: keys alone sign in"}`,
    ...account.keys.map((key) => `Key          ${key.fingerprint}  ${key.label}`),
    `From         ${allowedAddresses.length === 0 ? "everywhere" : allowedAddresses.join(", ")}`,
    `Room         ${formatBytes(account.quotaBytes)}, ${account.isWriteOnly ? "nothing can be read back" : "files can be read back"}`,
  ];
}
