import { addressGroup } from "./address-group.ts";

/**
 * How long an attempt to sign in must wait: each failure doubles it, for the address and for the login. An attempt takes
 * its place in a row when it begins, so that many at once wait as long as one after the other. Logins that do not exist
 * are counted as those that do.
 */
export interface SignInDelays {
  /** In ms from `now`; undefined: so long that it is refused at once. Takes a place, to be given back by one of the two. */
  readonly begin: (login: string, address: string, now: number) => number | undefined;
  readonly failed: (login: string, address: string, now: number) => void;
  readonly succeeded: (login: string, address: string) => void;
  /** Failures counted now for an address or a login. */
  readonly failures: (of: { readonly login: string } | { readonly address: string }, now: number) => number;
}

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;
/** An attempt that would have to wait longer is refused, so that waiting connections do not pile up. */
const longestWaitMs = 90_000;
/** After so long without a failure everything is forgotten. */
const forgottenAfterMs = 30 * 60_000;
/** Rows kept; whoever tries more names than that fills the oldest with them. */
const mostRows = 20_000;
/** Mistyping once or twice costs nothing but the delay of the answer. */
const freeFailures = 2;

interface Row {
  failures: number;
  freeAt: number;
  lastAt: number;
}

function rowOf(rows: Map<string, Row>, key: string, now: number): Row {
  const found = rows.get(key);
  if (found !== undefined && now - found.lastAt < forgottenAfterMs) return found;
  const made = { failures: 0, freeAt: 0, lastAt: now };
  rows.delete(key);
  rows.set(key, made);
  const [oldest] = rows.keys();
  if (rows.size > mostRows && oldest !== undefined) rows.delete(oldest);
  return made;
}

export function createSignInDelays(): SignInDelays {
  const rows = new Map<string, Row>();
  /** Who has signed in from where: a stranger who knows a login cannot keep its district out. */
  const known = new Set<string>();
  const keysOf = (login: string, address: string): readonly string[] => {
    const from = addressGroup(address);
    const byAddress = `address ${from}`;
    return known.has(`${login} ${from}`) ? [byAddress] : [byAddress, `login ${login}`];
  };
  return {
    begin: (login, address, now) => {
      const concerned = keysOf(login, address).map((key) => rowOf(rows, key, now));
      const at = Math.max(now, ...concerned.map((row) => row.freeAt));
      if (at - now > longestWaitMs) return undefined;
      for (const row of concerned) row.freeAt = at + delayAfter(row.failures);
      return at - now;
    },
    failed: (login, address, now) => {
      for (const key of keysOf(login, address)) {
        const row = rowOf(rows, key, now);
        row.failures += 1;
        row.lastAt = now;
        row.freeAt = Math.max(row.freeAt, now + delayAfter(row.failures));
      }
    },
    succeeded: (login, address) => {
      for (const key of keysOf(login, address)) rows.delete(key);
      if (known.size >= mostRows) known.clear();
      known.add(`${login} ${addressGroup(address)}`);
    },
    failures: (of, now) => {
      const key = "login" in of ? `login ${of.login}` : `address ${addressGroup(of.address)}`;
      return rows.has(key) ? rowOf(rows, key, now).failures : 0;
    },
  };
}

function delayAfter(failures: number): number {
  if (failures < freeFailures) return 0;
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - freeFailures));
}
