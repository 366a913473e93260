/** What a worker in another process is told to do, as JSON in its first argument. */
export interface WorkerOrder {
  readonly home: string;
  readonly name: string;
  readonly places: number;
  readonly heavyPlaces: number;
  /**
   * Where it meets its end, by the number of the district: killed, or stopped like a machine that is put to sleep. A
   * crash point of a run, or what people are told of its progress: `stage gate`, `stage collect users.csv`.
   */
  readonly ends: Readonly<Record<string, { readonly point: string; readonly by: "SIGKILL" | "SIGSTOP" }>>;
}

/** Shortened; the library takes nothing under ten seconds. */
export const testPace = { heartbeatSeconds: 10, lookEverySeconds: 1 } as const;
