import { readHash } from "../database/copy-text.ts";

/** Hashes of records as one array, four words each; records without a hash take no room. */
export function packHashes(hashes: readonly (string | null)[]): Uint32Array {
  const present = hashes.filter((hash) => hash !== null);
  const packed = new Uint32Array(present.length * 4);
  present.forEach((hash, index) => {
    readHash(hash, packed, index * 4);
  });
  return packed;
}
