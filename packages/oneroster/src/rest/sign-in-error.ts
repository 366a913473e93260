/**
 * A server would not give us a token. `refused`: it does not accept the key · `unreadable`: what it answers is no
 * token · `scope`: it gave one that may not read rosters · `failed`: it is out of order.
 */
export type SignInProblem = "refused" | "unreadable" | "scope" | "failed";

/** Thrown when signing in ends without a token. Holds no part of a key, and nothing of the answer but its status. */
export class SignInError extends Error {
  readonly problem: SignInProblem;
  readonly status: number;

  constructor(problem: SignInProblem, status: number) {
    super(`signing in ended with ${problem}, status ${status}`);
    this.name = "SignInError";
    this.problem = problem;
    this.status = status;
  }
}
