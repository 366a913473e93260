import { wordsOfHash } from "./sort-hashes.ts";

/**
 * Takes up hashes one by one, in any order, for a first load: 16 bytes a hash. `expected` is how many may come;
 * memory that is not written to costs nothing, so expect too many rather than too few. When full it grows by half.
 */
export class HashCollector {
  private words: Uint32Array;
  private used = 0;

  constructor(expected = 1024) {
    this.words = new Uint32Array(Math.max(64, Math.ceil(expected)) * wordsOfHash);
  }

  get count(): number {
    return this.used / wordsOfHash;
  }

  /** Takes the hash whose first word is `hash[at]`. */
  push(hash: Uint32Array, at: number): void {
    if (this.used === this.words.length) this.grow();
    const { words, used } = this;
    words[used] = hash[at] ?? 0;
    words[used + 1] = hash[at + 1] ?? 0;
    words[used + 2] = hash[at + 2] ?? 0;
    words[used + 3] = hash[at + 3] ?? 0;
    this.used = used + wordsOfHash;
  }

  /** What was taken, as it came. A view of the collector's own memory: be done with pushing. */
  packed(): Uint32Array {
    return this.words.subarray(0, this.used);
  }

  private grow(): void {
    const hashes = Math.ceil((this.words.length / wordsOfHash) * 1.5);
    const words = new Uint32Array(hashes * wordsOfHash);
    words.set(this.words);
    this.words = words;
  }
}
