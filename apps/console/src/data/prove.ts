import { AskError } from "./ask.ts";

/** What is wanted of whoever is at the keyboard: their password once more, or a first one. */
export type ProofWanted = "password" | "new-password";

type Prover = (wanted: ProofWanted) => Promise<boolean>;

let prover: Prover | undefined;

/** Whoever can ask a person: the dialog that lies over every page. Answers how to take it away again. */
export function setProver(next: Prover): () => void {
  prover = next;
  return () => {
    if (prover === next) prover = undefined;
  };
}

const wantedBy: ReadonlyMap<string, ProofWanted> = new Map([
  ["access.step-up.needed", "password"],
  ["access.password.needed", "new-password"],
] as const);

/**
 * Does a deed; where the server first wants to know who is at the keyboard, they are asked, and it is done again.
 *
 * @throws AskError of the deed, also where they would not tell
 */
export async function proved<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    const wanted = error instanceof AskError ? wantedBy.get(error.problem.code) : undefined;
    if (wanted === undefined || prover === undefined || !(await prover(wanted))) throw error;
    return deed();
  }
}
