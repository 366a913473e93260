import { lookup as resolveByName } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Fault } from "../../fault.ts";
import { isPublicAddress } from "./is-public-address.ts";
import { networkFault } from "./network-fault.ts";
import { orAborted } from "./or-aborted.ts";

/** An address that a name stands for. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Asks for all addresses of a name. Given in tests alone; otherwise the operating system is asked. */
export type ResolveHost = (name: string) => Promise<readonly ResolvedAddress[]>;

export interface GuardOptions {
  readonly allowsPrivateHosts: boolean;
  readonly signal: AbortSignal;
  readonly resolve?: ResolveHost;
}

/** A host that was checked, and the addresses that the check was about. */
export interface GuardedHost {
  /** The name or address as it is told to others: small letters, no brackets, no trailing dot. */
  readonly host: string;
  readonly addresses: readonly ResolvedAddress[];
  /**
   * To be given to `net.connect`, `tls.connect` or `http.request` as `lookup`: it answers with the checked addresses
   * and asks nobody. A second question could be answered otherwise (DNS rebinding, security §4.5, 69).
   */
  readonly lookup: LookupFunction;
}

/**
 * Resolves a host and refuses what lies inside our own network, whatever way it is written: a name, a literal
 * address, brackets, decimal, octal, hexadecimal and short forms, a trailing dot. One refused address among several is
 * enough to refuse the host.
 *
 * @throws Fault `source.address.invalid`, `source.host.unknown`, `source.host.private`, `source.host.unreachable`
 */
export async function guardHost(given: string, options: GuardOptions): Promise<GuardedHost> {
  const host = canonicalHost(given);
  const addresses = await addressesOf(host, options);
  if (!options.allowsPrivateHosts && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new Fault("source.host.private", "never", `${host} lies inside a private network.`, { host });
  return { host, addresses, lookup: pinnedLookup(addresses) };
}

/**
 * A host in the one form that everybody agrees on.
 *
 * @NOTE the parser of URLs knows every odd form that a resolver of the operating system would take for an address
 * (`0x7f.1`, `2130706433`, `127.1`), and gives it back as an address of four numbers.
 */
export function canonicalHost(given: string): string {
  const bare = given.trim().replace(/^\[(.*)\]$/, "$1");
  if (isIP(bare) === 6) return new URL(`http://[${bare.replace(/%.*$/, "")}]`).hostname.slice(1, -1);
  if (!/^[\p{L}\p{N}\p{M}._-]+$/u.test(bare) || !URL.canParse(`http://${bare}`)) throw invalidAddress("host");
  const host = new URL(`http://${bare}`).hostname.replace(/\.$/, "");
  if (host === "") throw invalidAddress("host");
  return host;
}

/** What was typed as a host or an address is none; it is not repeated, since it may hold a password. */
export function invalidAddress(part: "host" | "url" | "credentials" | "port"): Fault {
  return new Fault("source.address.invalid", "never", `The ${part} of the address cannot be used.`, { part });
}

async function addressesOf(host: string, options: GuardOptions): Promise<readonly ResolvedAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const resolve = options.resolve ?? ((name) => resolveByName(name, { all: true, order: "verbatim" }));
  const found = await orAborted(resolve(host), options.signal).catch((error: unknown) => {
    throw networkFault(error, host);
  });
  if (found.length === 0) throw new Fault("source.host.unknown", "later", `${host} is not known.`, { host });
  return found;
}

function pinnedLookup(addresses: readonly ResolvedAddress[]): LookupFunction {
  const [first] = addresses;
  if (first === undefined) throw new Error("a checked host has an address");
  return (_name, { all }, callback) => {
    if (all === true) process.nextTick(callback, null, [...addresses]);
    else process.nextTick(callback, null, first.address, first.family);
  };
}
