/** Mixes two numbers into 32 well spread bits. The same two numbers always give the same bits. */
export function mix(seed: number, value: number): number {
  let bits = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(value | 0, 0xc2b2ae35)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A stream of chosen numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** 32 bits, 0 … 4,294,967,295. */
  bits(): number;
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** True in `share` of all calls; `share` is 0 … 1. */
  chance(share: number): boolean;
}

/** Starts a stream of numbers. */
export function createRandom(seed: number): Random {
  let step = mix(seed, 1);
  function bits(): number {
    step = (step + 0x9e3779b9) >>> 0;
    return mix(step, 0x5bd1e995);
  }
  return {
    bits,
    below: (limit) => Math.floor((bits() / 0x1_0000_0000) * limit),
    chance: (share) => bits() < share * 0x1_0000_0000,
  };
}

/**
 * Where part `index` of `parts` begins when `total` things are dealt out as evenly as whole numbers allow.
 * The parts always add up to `total`. Exact up to 2^53.
 */
export function dealt(total: number, index: number, parts: number): number {
  return parts === 0 ? 0 : Math.floor((total * index) / parts);
}

/**
 * Another order of 0 … size-1, computed one place at a time: four Feistel rounds over the next even power
 * of two, walked until the value falls inside. Needs no memory, which is the point at 8,000,000 rows.
 */
export function createOrder(size: number, seed: number): (place: number) => number {
  let half = 1;
  while (2 ** (2 * half) < size) half += 1;
  const mask = 2 ** half - 1;
  function once(value: number): number {
    let left = Math.floor(value / (mask + 1));
    let right = value & mask;
    for (let round = 0; round < 4; round += 1) {
      const next = left ^ (mix(seed + round, right) & mask);
      left = right;
      right = next;
    }
    return left * (mask + 1) + right;
  }
  return (place) => {
    let value = once(place);
    while (value >= size) value = once(value);
    return value;
  };
}
