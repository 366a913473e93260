import { BlockList, isIPv4, isIPv6 } from "node:net";

/** IPv4 ranges that are not the public internet (IANA's special-purpose registry), with what each is for. */
const closedRanges: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8], // this network, unspecified
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // carrier-grade NAT
  ["127.0.0.0", 8], // loopback
  ["168.63.129.16", 32], // in Azure's machines, the platform they run on
  ["169.254.0.0", 16], // link-local, and the metadata service of clouds
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.31.196.0", 24], // AS112
  ["192.52.193.0", 24], // automatic multicast tunnels
  ["192.88.99.0", 24], // 6to4 relays, no longer in use
  ["192.168.0.0", 16], // private
  ["192.175.48.0", 24], // AS112
  ["198.18.0.0", 15], // measurements between networks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
];

/** Ranges inside 2000::/3 that lead elsewhere. */
const closedRanges6: readonly (readonly [network: string, prefix: number])[] = [
  ["2001::", 23], // protocol assignments, Teredo among them: an IPv4 address is hidden in it
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4: an IPv4 address is hidden in it
  ["3fff::", 20], // documentation
];

const closed = new BlockList();
for (const [network, prefix] of closedRanges) closed.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of closedRanges6) closed.addSubnet(network, prefix, "ipv6");

/** IPv6 is judged by what is open: all that is handed out to the public lies here. */
const handedOut = new BlockList();
handedOut.addSubnet("2000::", 3, "ipv6");

/**
 * Whether an address belongs to the public internet (security §4.5, 69): not private, loopback, link-local,
 * multicast, carrier-grade NAT, unspecified, documentation, a unique local one, or an IPv4 address in the clothes of
 * an IPv6 address. Whatever is no address at all is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, "ipv4");
  // @NOTE an address with a zone (`fe80::1%eth0`) is meant for one of our own interfaces.
  if (!isIPv6(address) || address.includes("%")) return false;
  return handedOut.check(address, "ipv6") && !closed.check(address, "ipv6");
}
