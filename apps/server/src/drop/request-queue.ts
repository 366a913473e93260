/** Requests of one session, done one after the other, so that what a client sends in order happens in order. */
export interface RequestQueue {
  /** @param bytes what the request holds in memory until it is done */
  readonly push: (bytes: number, deed: () => Promise<void>) => void;
  /** Does it after everything that waits. */
  readonly whenIdle: (deed: () => void) => void;
  /** Drops what waits; what is being done is done. */
  readonly close: () => Promise<void>;
}

/** Whoever sends the requests. */
export interface Requester {
  /** Told when it sends faster than we work, and when we have caught up. */
  readonly setPaused: (isPaused: boolean) => void;
  /** A mistake of ours; a request itself never fails, it is refused. */
  readonly onError: (error: unknown) => void;
}

/** Above these the client is not listened to until half of it is done: a disk may be slower than the network. */
const mostBytes = 4 * 1024 ** 2;
const mostRequests = 256;

interface QueueState {
  waiting: { readonly bytes: number; readonly deed: () => Promise<void> }[];
  bytes: number;
  isPaused: boolean;
  isClosed: boolean;
  working: Promise<void> | undefined;
}

export function createRequestQueue(requester: Requester): RequestQueue {
  const state: QueueState = { waiting: [], bytes: 0, isPaused: false, isClosed: false, working: undefined };
  const push = (bytes: number, deed: () => Promise<void>): void => {
    if (state.isClosed) return;
    state.waiting.push({ bytes, deed });
    state.bytes += bytes;
    if (!state.isPaused && (state.bytes > mostBytes || state.waiting.length > mostRequests)) {
      state.isPaused = true;
      requester.setPaused(true);
    }
    state.working ??= work(state, requester);
  };
  return {
    push,
    whenIdle: (deed) => push(0, async () => deed()),
    close: async () => {
      state.isClosed = true;
      state.waiting = [];
      await state.working;
    },
  };
}

async function work(state: QueueState, { setPaused, onError }: Requester): Promise<void> {
  for (let next = state.waiting.shift(); next !== undefined; next = state.waiting.shift()) {
    try {
      await next.deed();
    } catch (error) {
      // An answer to a client that has gone cannot be sent.
      if (!state.isClosed) onError(error);
    }
    state.bytes -= next.bytes;
    if (state.isPaused && state.bytes <= mostBytes / 2 && state.waiting.length <= mostRequests / 2) {
      state.isPaused = false;
      setPaused(false);
    }
  }
  state.working = undefined;
}
