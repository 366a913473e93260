import { shortHash } from "./short-hash.ts";

/**
 * How all that waits of a plan is approved at a terminal, ready to be typed after `npx muster`.
 *
 * @param toConfirm how many records leave or end, where whoever approves has to type that (`plan.count.needed`)
 * @param reason stands where the reason belongs
 */
export function approveCommand(planHash: string, toConfirm: number | undefined, reason = "why"): string {
  const confirm = toConfirm === undefined ? "" : ` --confirm ${toConfirm}`;
  return `apply ${shortHash(planHash)} --approve --reason "${reason}"${confirm}`;
}
