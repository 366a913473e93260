import { type GateCode, gateCodes } from "../gate/gate-codes.ts";

/**
 * Where holds of a kind stand when they are told: those of the whole plan first, then limits; what merely waits along
 * with something else comes last.
 */
export function holdOrder(code: GateCode): number {
  if (code === "gate.depends.held") return 2;
  return gateCodes[code] === "plan" ? 0 : 1;
}
