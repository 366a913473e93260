import { createHash } from "node:crypto";

/**
 * Who has shown lately that their cookie or token is good. Limits of requests go by it: whoever is known has a limit of
 * their own, everybody else shares that of their address of the network, so that an invented cookie buys nothing.
 */
export interface KnownAskers {
  /** The key of a good secret; undefined of one that nobody has proved. */
  readonly keyOf: (secret: string) => string | undefined;
  readonly know: (secret: string) => void;
  readonly forget: (secret: string) => void;
}

/** How long a proof counts, ms: as long as a browser stays signed in. Every answer renews it, a refusal ends it. */
const lastsMs = 12 * 3_600_000;
/** More are not kept: the oldest goes, and counts by its address once more. */
const most = 20_000;

export function openKnownAskers(now: () => number = Date.now): KnownAskers {
  // The order of a map is that of what was put in: the first is the one longest silent.
  const provedAt = new Map<string, number>();
  return {
    keyOf: (secret) => {
      const key = keyOf(secret);
      const at = provedAt.get(key);
      return at !== undefined && now() - at <= lastsMs ? key : undefined;
    },
    know: (secret) => {
      const key = keyOf(secret);
      provedAt.delete(key);
      provedAt.set(key, now());
      if (provedAt.size <= most) return;
      const [oldest] = provedAt.keys();
      if (oldest !== undefined) provedAt.delete(oldest);
    },
    forget: (secret) => void provedAt.delete(keyOf(secret)),
  };
}

/** The secret itself is kept nowhere. */
function keyOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
