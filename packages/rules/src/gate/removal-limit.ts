import type { Settings } from "../setting/all-settings.ts";

/**
 * How many records of one kind may leave one school in one sync without a person looking: the threshold's share,
 * rounded down (501 at 10 % let 50 go, connect.md §8). In a school with fewer than 100 of that kind a percentage
 * says little: there up to 4 always pass, and otherwise less than the small-school share (reliability G4).
 */
export function removalLimit(base: number, settings: Settings): number {
  if (base >= 100) return Math.floor((base * settings["removal.limit-percent"]) / 100);
  const below = Math.ceil((base * settings["removal.small-school-percent"]) / 100) - 1;
  return Math.max(4, below);
}
