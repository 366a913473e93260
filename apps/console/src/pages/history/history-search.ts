/** What the address of History says: which runs are listed. */
export interface HistorySearch {
  readonly outcome?: string;
  readonly kind?: string;
}

/** Which two runs are compared: the older and the newer. */
export interface CompareSearch {
  readonly a?: number;
  readonly b?: number;
}

type Written = Readonly<Record<string, unknown>>;

export function readHistorySearch({ outcome, kind }: Written): HistorySearch {
  return {
    ...(typeof outcome === "string" && outcome !== "" ? { outcome } : {}),
    ...(typeof kind === "string" && kind !== "" ? { kind } : {}),
  };
}

export function readCompareSearch({ a, b }: Written): CompareSearch {
  return { ...(isRun(a) ? { a } : {}), ...(isRun(b) ? { b } : {}) };
}

const isRun = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0;
