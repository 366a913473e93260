/**
 * A setting is one entry of data: from it come its default, its check, the command's help and, later, the
 * form in the console. Planners receive the resolved `Settings`, never the written ones.
 */
export interface Setting<T> {
  readonly fallback: T;
  readonly label: string;
  readonly help: string;
  /** What may be typed, in words, for messages. */
  readonly expects: string;
  /** The value that `written` stands for, or undefined where it stands for none. */
  readonly parse: (written: unknown) => T | undefined;
  /** Does a change mean that every record must be weighed again? */
  readonly reweighs: boolean;
}

/** A choice among words. */
export function choice<const T extends string>(
  words: readonly T[],
  fallback: T,
  rest: { readonly label: string; readonly help: string; readonly reweighs?: boolean },
): Setting<T> {
  return {
    fallback,
    label: rest.label,
    help: rest.help,
    expects: words.join(", "),
    parse: (written) => words.find((word) => word === written),
    reweighs: rest.reweighs ?? true,
  };
}

/** On or off. */
export function toggle(
  fallback: boolean,
  rest: { readonly label: string; readonly help: string; readonly reweighs?: boolean },
): Setting<boolean> {
  return {
    fallback,
    label: rest.label,
    help: rest.help,
    expects: "on, off",
    parse: (written) => {
      if (written === true || written === "on" || written === "true" || written === "yes") return true;
      if (written === false || written === "off" || written === "false" || written === "no") return false;
      return undefined;
    },
    reweighs: rest.reweighs ?? true,
  };
}

/** A whole number in a range. */
export function whole(
  range: { readonly from: number; readonly to: number },
  fallback: number,
  rest: { readonly label: string; readonly help: string; readonly reweighs?: boolean },
): Setting<number> {
  return {
    fallback,
    label: rest.label,
    help: rest.help,
    expects: `a whole number from ${range.from} to ${range.to}`,
    parse: (written) => {
      const value = typeof written === "number" ? written : Number(String(written).trim() || Number.NaN);
      return Number.isInteger(value) && value >= range.from && value <= range.to ? value : undefined;
    },
    reweighs: rest.reweighs ?? true,
  };
}
