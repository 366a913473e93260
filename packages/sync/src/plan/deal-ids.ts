/** Deals the ids of one plan; sealed with it, they are taken when the plan is applied. */
export interface IdDealer {
  /** The first of `count` ids that follow each other. */
  readonly deal: (count: number) => number;
  /** The first id that is not dealt yet. */
  readonly nextId: () => number;
}

/** @param firstId the first id that the directory has never dealt */
export function dealIds(firstId: number): IdDealer {
  let nextId = firstId;
  const deal = (count: number): number => {
    nextId += count;
    return nextId - count;
  };
  return { deal, nextId: () => nextId };
}
