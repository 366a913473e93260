/** How an instant is told: in whose zone and manner, the door knows. */
export type TellInstant = (instant: string) => string;

/** What somebody can do about an answer; each door has its own way to it: a command, a page. */
export type WhyNext =
  /** Let a held plan through. */
  | { readonly do: "approve"; readonly planHash: string }
  | { readonly do: "apply"; readonly planHash: string }
  /** See which schools can be linked. */
  | { readonly do: "list-schools" }
  | { readonly do: "ask"; readonly who: string; readonly classroom?: string };

/** One line of an answer; what explains a line stands one deeper. */
export interface WhyLine {
  readonly depth: number;
  /** '' keeps two parts of an answer apart. */
  readonly text: string;
  readonly next?: WhyNext;
}

/** One line, and what can be done about it. */
export function whyLine(depth: number, text: string, next?: WhyNext): WhyLine {
  return next === undefined ? { depth, text } : { depth, text, next };
}

/** The same lines, so much deeper. */
export function deeper(lines: readonly WhyLine[], by = 1): readonly WhyLine[] {
  return lines.map((line) => (line.text === "" ? line : { ...line, depth: line.depth + by }));
}
