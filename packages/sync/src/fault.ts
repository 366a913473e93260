/** Whether the same attempt may succeed: never as things stand, later by itself, or at once. */
export type Retry = "never" | "later" | "now";

/** Plain values that explain a fault. Never a person's name, e-mail, birth date or a password. */
export type FaultFacts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The world failed: a server is down, a disk is full, a password is refused. Thrown, never returned; what is
 * wrong with a district's data is a finding, and what is wrong with our code is a plain `Error`.
 *
 * `code` is `<noun>.<attribute>.<condition>`, never renamed once shipped; callers decide by it and by `retry`,
 * never by the English text.
 */
export class Fault extends Error {
  readonly code: string;
  readonly retry: Retry;
  readonly facts: FaultFacts;

  constructor(code: string, retry: Retry, text: string, facts: FaultFacts = {}, options?: ErrorOptions) {
    super(text, options);
    this.name = "Fault";
    this.code = code;
    this.retry = retry;
    this.facts = facts;
  }
}
