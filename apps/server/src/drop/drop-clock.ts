/** Time as the drop sees it, so that a test need not wait. */
export interface DropClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Does the deed after so many milliseconds, unless what it answers is called before. */
  readonly after: (milliseconds: number, deed: () => void) => () => void;
}

export const systemClock: DropClock = {
  now: () => Date.now(),
  after: (milliseconds, deed) => {
    const timer = setTimeout(deed, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Waits so many milliseconds by the clock given. */
export function waitBy(clock: DropClock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });
}
