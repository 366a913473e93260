/** As much of the hash of a plan as tells it from all others of a district. */
const digits = 12;

/** A plan's hash as it stands in an address, a command or a sentence. */
export function shortHash(hash: string): string {
  return hash.slice(0, digits);
}
