/** What a worker has done since it was started. */
export interface WorkerFigures {
  /** Errands by how they ended: an outcome of a run, or a code. */
  readonly ended: Readonly<Record<string, number>>;
  /** When a claim last went through, ms since the epoch. */
  readonly aliveAt: number;
  /** When this worker last had something to do, ms since the epoch. */
  readonly busyAt: number;
  /** The code of the trouble that keeps the worker from claiming, or every sync from ending; undefined while all is well. */
  readonly trouble: string | undefined;
}

/** Counts in memory; what must outlast the process lies in the database. */
export function createWorkerFigures() {
  const ended = new Map<string, number>();
  let aliveAt = Date.now();
  let busyAt = Date.now();
  let running = 0;
  let trouble: string | undefined;
  let noRoom: string | undefined;
  return {
    begin: (): void => {
      running += 1;
    },
    end: (): void => {
      running -= 1;
      busyAt = Date.now();
    },
    count: (end: string): void => {
      ended.set(end, (ended.get(end) ?? 0) + 1);
    },
    noteAlive: (): void => {
      aliveAt = Date.now();
      trouble = undefined;
    },
    noteTrouble: (code: string): void => {
      trouble = code;
    },
    /** A claim may go through where a sync does not, so this stands until a sync has found room. */
    noteRoom: (code: string | undefined): void => {
      noRoom = code;
    },
    read: (): WorkerFigures => ({
      ...{ ended: Object.fromEntries(ended), aliveAt, trouble: trouble ?? noRoom },
      busyAt: running > 0 ? Date.now() : busyAt,
    }),
  };
}
