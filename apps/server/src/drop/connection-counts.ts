import { addressGroup } from "./address-group.ts";
import type { DropLimits } from "./drop-limits.ts";

/** How many connections there are, from everywhere, from each address and of each account. */
export interface ConnectionCounts {
  /** False: there are too many already. */
  readonly enter: (address: string) => boolean;
  readonly leave: (address: string, account: string | undefined) => void;
  /** A connection has signed in. False: the account has too many already; it is not counted then. */
  readonly signIn: (account: string) => boolean;
  readonly all: () => number;
}

export function createConnectionCounts(limits: DropLimits): ConnectionCounts {
  const byAddress = new Map<string, number>();
  const byAccount = new Map<string, number>();
  let all = 0;
  let signedIn = 0;
  return {
    enter: (address) => {
      const from = addressGroup(address);
      const isFull =
        all >= limits.connections ||
        all - signedIn >= limits.strangers ||
        (byAddress.get(from) ?? 0) >= limits.connectionsPerAddress;
      if (isFull) return false;
      all += 1;
      change(byAddress, from, 1);
      return true;
    },
    leave: (address, account) => {
      all -= 1;
      change(byAddress, addressGroup(address), -1);
      if (account === undefined) return;
      signedIn -= 1;
      change(byAccount, account, -1);
    },
    signIn: (account) => {
      if ((byAccount.get(account) ?? 0) >= limits.connectionsPerAccount) return false;
      signedIn += 1;
      change(byAccount, account, 1);
      return true;
    },
    all: () => all,
  };
}

function change(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
