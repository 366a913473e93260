import type { Session } from "./session.ts";
import type { Reader } from "./transaction.ts";

/** Reads in a transaction of its own or of others of the same district: see `Database.read`. */
export type JointRead = <T>(district: number | undefined, work: (tx: Reader) => Promise<T>) => Promise<T>;

/** Something to be read that waits for a connection. */
interface Waiting {
  /** Settles the promise of whoever asked, and throws on what they were told to their loss. */
  readonly answer: (tx: Reader) => Promise<void>;
  readonly refuse: (error: unknown) => void;
}

/** So many go together at most: the last waits for all before it. */
const mostTogether = 8;

type OpenSession = <T>(district: number | undefined, work: (session: Session) => Promise<T>) => Promise<T>;

/**
 * Lets reads that would wait for a connection go together: when one becomes free, those of one district that wait then
 * are answered one after the other in one transaction. Opening and leaving one costs more than most reads, and under
 * load there are fewer of them, the more load there is.
 *
 * A transaction begins after all who are in it have asked, so nobody is told anything older than their question. Of two
 * districts none is ever in the same one: the tenant belongs to the transaction.
 *
 * @param most connections at once; whoever writes has the others
 */
export function openJointReads(session: OpenSession, most: number): JointRead {
  const waiting = new Map<number | undefined, Waiting[]>();
  let open = 0;
  const begin = (): void => {
    for (const [district, all] of waiting) {
      if (open >= most) return;
      // Districts take turns: what is left of this one goes behind the others.
      waiting.delete(district);
      const together = all.splice(0, mostTogether);
      if (all.length > 0) waiting.set(district, all);
      open += 1;
      void answerTogether(session, district, together).then((left) => {
        open -= 1;
        if (left.length > 0) waiting.set(district, [...left, ...(waiting.get(district) ?? [])]);
        begin();
      });
    }
  };
  return (district, work) =>
    new Promise((resolve, reject) => {
      const answer = async (tx: Reader): Promise<void> => {
        try {
          resolve(await work(tx));
        } catch (error) {
          reject(error);
          throw error;
        }
      };
      const all = waiting.get(district) ?? [];
      all.push({ answer, refuse: reject });
      waiting.set(district, all);
      begin();
    });
}

/**
 * One transaction. Where one of them throws it ends there, for its statements may have failed; never throws itself.
 *
 * @returns those that have not been answered and ask again
 */
async function answerTogether(
  session: OpenSession,
  district: number | undefined,
  together: readonly Waiting[],
): Promise<readonly Waiting[]> {
  let answered = 0;
  try {
    await session(district, (open) =>
      open.read(async (tx) => {
        for (const one of together) {
          answered += 1;
          await one.answer(tx);
        }
      }),
    );
  } catch (error) {
    // Without a transaction nobody was asked for anything: all hear why.
    if (answered === 0) for (const one of together) one.refuse(error);
    else return together.slice(answered);
  }
  return [];
}
