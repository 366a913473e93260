import type { Retry } from "../fault.ts";

/** So many attempts an errand gets when the world fails; about half an hour in all. */
export const mostAttempts = 6;

/** What is done after an attempt that the world failed: wait for so many seconds, or give up. */
export type AfterFailure = { readonly waitSeconds: number } | "give-up";

/**
 * What follows a failure: `never` gives up at once, because somebody must act first (a password that was refused is not
 * tried until the account is locked); `now` tries again within seconds; `later` after 1, 2, 4, 8 and 16 minutes. Each
 * wait is lengthened or shortened by up to a quarter, so that what failed together does not come back together
 * (reliability J07, §6).
 *
 * @param attempts how many have failed, this one included
 * @param chance from 0 up to 1
 */
export function afterFailure(retry: Retry, attempts: number, chance: number): AfterFailure {
  if (retry === "never" || attempts >= mostAttempts) return "give-up";
  const seconds = retry === "now" ? 4 : 60 * 2 ** (attempts - 1);
  return { waitSeconds: Math.max(1, Math.round(seconds * (0.75 + chance / 2))) };
}
