/**
 * Waits for what cannot be called off itself, but no longer than the run lasts.
 *
 * @throws the signal's reason
 */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    // Nobody waits for it any more where the signal was first.
    work.catch(() => undefined);
  }
}
