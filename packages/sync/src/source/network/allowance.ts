import { Fault } from "../../fault.ts";
import type { Connection } from "../source.ts";

/** How much may still arrive of one collection or file, and how long it may take (A20, I16). */
export interface Allowance {
  /** @throws Fault `source.answer.large` */
  take(bytes: number, host: string): void;
  /** @throws Fault `source.transfer.timeout` */
  assertTime(host: string): void;
}

/** Opens the allowance of one collection or file; `of` names it in faults: `users`, `users.csv`. */
export function openAllowance({ limits, now }: Pick<Connection, "limits" | "now">, of: string): Allowance {
  const startedAt = now().getTime();
  let received = 0;
  return {
    take: (bytes, host) => {
      received += bytes;
      if (received <= limits.collectionBytes) return;
      const facts = { host, of, limit: limits.collectionBytes };
      throw new Fault("source.answer.large", "never", `${of} is larger than we take.`, facts);
    },
    assertTime: (host) => {
      if (now().getTime() - startedAt <= limits.collectionMs) return;
      const facts = { host, of, seconds: Math.round(limits.collectionMs / 1000), reason: "slow" };
      throw new Fault("source.transfer.timeout", "later", `${of} takes too long.`, facts);
    },
  };
}
