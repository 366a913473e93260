import { addressGroup } from "./address-group.ts";

/**
 * How long an attempt to sign in must wait: each failure doubles it, for the address and for the login. An attempt takes
 * its place in a row when it begins, so that many at once wait as long as one after the other. Logins that do not exist
 * are counted as those that do.
 */
export interface SignInDelays {
  /** In ms from `now`; undefined: so long that it is refused at once. Takes a place, to be given back by one of the two. */
  readonly begin: (login: string, address: string, now: number) => Promise<number | undefined>;
  readonly failed: (login: string, address: string, now: number) => Promise<void>;
  readonly succeeded: (login: string, address: string, now: number) => Promise<void>;
  /** Failures counted now for an address or a login. */
  readonly failures: (
    of: { readonly login: string } | { readonly address: string },
    now: number,
  ) => Promise<number>;
}

/** What is counted for an address or a login. Times in ms since 1970. */
export interface DelayRow {
  readonly failures: number;
  readonly freeAt: number;
  /** From then on it is as if there were no row. */
  readonly forgottenAt: number;
}

/** Where rows are kept: in one process, or in the database for all that serve the drop. */
export interface DelayStore {
  /**
   * Gives the rows there are of these keys; those that the work leaves are there afterwards. Nobody else changes rows of
   * the same keys meanwhile.
   */
  readonly change: <T>(
    keys: readonly string[],
    now: number,
    work: (rows: Map<string, DelayRow>) => T,
  ) => Promise<T>;
}

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;
/** An attempt that would have to wait longer is refused, so that waiting connections do not pile up. */
const longestWaitMs = 90_000;
/** After so long without a failure everything is forgotten. */
const forgottenAfterMs = 30 * 60_000;
/** Who has signed in from where is known so long: an export of a school year may rest over the summer. */
const knownForMs = 90 * 86_400_000;
/** Mistyping once or twice costs nothing but the delay of the answer. */
const freeFailures = 2;

export function createSignInDelays(store: DelayStore): SignInDelays {
  return {
    begin: (login, address, now) => {
      const keys = keysOf(login, address);
      return store.change(Object.values(keys), now, (rows) => {
        const concerned = concernedBy(keys, rows).map((key) => [key, rowOf(rows, key, now)] as const);
        const at = Math.max(now, ...concerned.map(([, row]) => row.freeAt));
        if (at - now > longestWaitMs) return undefined;
        for (const [key, row] of concerned) rows.set(key, { ...row, freeAt: at + delayAfter(row.failures) });
        return at - now;
      });
    },
    failed: (login, address, now) => {
      const keys = keysOf(login, address);
      return store.change(Object.values(keys), now, (rows) => {
        for (const key of concernedBy(keys, rows)) {
          const row = rowOf(rows, key, now);
          const failures = row.failures + 1;
          const freeAt = Math.max(row.freeAt, now + delayAfter(failures));
          rows.set(key, { failures, freeAt, forgottenAt: now + forgottenAfterMs });
        }
      });
    },
    succeeded: (login, address, now) => {
      const keys = keysOf(login, address);
      return store.change(Object.values(keys), now, (rows) => {
        for (const key of concernedBy(keys, rows)) rows.delete(key);
        rows.set(keys.known, { failures: 0, freeAt: 0, forgottenAt: now + knownForMs });
      });
    },
    failures: (of, now) => {
      const key = "login" in of ? `login ${of.login}` : `address ${addressGroup(of.address)}`;
      return store.change([key], now, (rows) => rows.get(key)?.failures ?? 0);
    },
  };
}

interface Keys {
  /** Who has signed in from where: a stranger who knows a login cannot keep its district out. */
  readonly known: string;
  readonly address: string;
  readonly login: string;
}

function keysOf(login: string, address: string): Keys {
  const from = addressGroup(address);
  return { known: `known ${login} ${from}`, address: `address ${from}`, login: `login ${login}` };
}

function concernedBy({ known, address, login }: Keys, rows: ReadonlyMap<string, DelayRow>): string[] {
  return rows.has(known) ? [address] : [address, login];
}

function rowOf(rows: ReadonlyMap<string, DelayRow>, key: string, now: number): DelayRow {
  return rows.get(key) ?? { failures: 0, freeAt: 0, forgottenAt: now + forgottenAfterMs };
}

function delayAfter(failures: number): number {
  if (failures < freeFailures) return 0;
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - freeFailures));
}
