/** As much of a plan's hash as tells it from all others of a district. */
export const hashDigits = 12;

/**
 * How all that waits of a plan is approved at a terminal, ready to be typed after `npx muster`.
 *
 * @param toConfirm how many records leave or end, where whoever approves has to type that (`plan.count.needed`)
 * @param reason stands where the reason belongs
 */
export function approveCommand(planHash: string, toConfirm: number | undefined, reason = "why"): string {
  const confirm = toConfirm === undefined ? "" : ` --confirm ${toConfirm}`;
  return `apply ${planHash.slice(0, hashDigits)} --approve --reason "${reason}"${confirm}`;
}
