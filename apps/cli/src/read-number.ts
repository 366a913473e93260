import { InvalidArgumentError } from "commander";

/** A number as `run list` shows it: whole, and at least 1. */
export function readNumber(text: string): number {
  const number = Number(text.replace(/^#/, ""));
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError("It is a whole number, such as 12.");
  return number;
}
