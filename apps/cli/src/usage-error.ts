/** The command was typed in a way that means nothing: exit code 2, with what to type instead. */
export class UsageError extends Error {
  readonly fix: string;

  constructor(what: string, fix: string) {
    super(what);
    this.name = "UsageError";
    this.fix = fix;
  }
}
