import type { Transaction } from "../database/database.ts";

/** The next number of a district's own series; series never skip a district and never run backwards. */
export async function nextNumber(tx: Transaction, districtId: number, name: string): Promise<number> {
  const [row] = await tx.query<{ value: number }>(
    `insert into counter as c (district_id, name, value) values ($1, $2, 1)
     on conflict (district_id, name) do update set value = c.value + 1 returning value`,
    [districtId, name],
  );
  if (row === undefined) throw new Error("a counter answers its value");
  return row.value;
}
