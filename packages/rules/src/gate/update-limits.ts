/** More than a half of the records, or one field in more than 30 percent, and 20 at least (reliability G7). */
const limits = { percent: 50, fieldPercent: 30, floor: 20 } as const;

/** More updates at once than a day brings; `field` is "" where it is about records, whatever changes in them. */
export interface UpdateExcess {
  readonly field: string;
  readonly observed: number;
  readonly limit: number;
}

/** Which limits so many updates of so many records pass. */
export function updateExcesses(seen: {
  readonly changes: number;
  readonly base: number;
  readonly fields: Readonly<Record<string, number>>;
}): readonly UpdateExcess[] {
  const { changes, base, fields } = seen;
  const half = Math.floor((base * limits.percent) / 100);
  const third = Math.floor((base * limits.fieldPercent) / 100);
  const all = [
    { field: "", observed: changes, limit: half },
    ...Object.entries(fields).map(([field, observed]) => ({ field, observed, limit: third })),
  ];
  return all.filter(({ observed, limit }) => observed >= limits.floor && observed > limit);
}
