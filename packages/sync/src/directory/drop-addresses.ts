import { BlockList, isIP } from "node:net";
import { Fault } from "../fault.ts";

/** True where the address lies in one of the networks, or none is named. An address of IPv4 may come written as IPv6. */
export function isAllowedAddress(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain) === 6 ? "ipv6" : "ipv4";
  return isIP(plain) !== 0 && blockListOf(networks).check(plain, family);
}

/** The networks as they are kept. @throws Fault `drop.address.invalid` */
export function checkAddresses(networks: readonly string[]): readonly string[] {
  const trimmed = networks.map((network) => network.trim());
  blockListOf(trimmed);
  return trimmed;
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits, ...rest] = network.split("/");
    const version = isIP(address);
    const most = version === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (version === 0 || rest.length > 0 || prefix < 0 || prefix > most)
      throw new Fault("drop.address.invalid", "never", "this is no address and no network", { network });
    list.addSubnet(address, prefix, version === 6 ? "ipv6" : "ipv4");
  }
  return list;
}
