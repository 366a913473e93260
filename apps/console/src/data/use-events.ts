import { useDocumentVisibility } from "@mantine/hooks";
import { addressOf } from "@muster/api/address-of.ts";
import type { Answered, Route } from "@muster/api/route.ts";
import { useEffect, useState } from "react";
import { useAsk } from "./use-ask.ts";

/** What a stream told last, and when that came, by this machine's clock. */
export interface Followed<T> {
  readonly data: T | undefined;
  /** Milliseconds since 1970; undefined before anything came. */
  readonly heardAt: number | undefined;
}

/** Without a stream it is asked for so often, ms: while the page is looked at, and while it is not. */
const askEveryMs = { seen: 2_000, hidden: 5_000 };

/**
 * Follows a stream of events; where none comes through (a proxy that keeps them back, a page nobody looks at) the other
 * route is asked now and then instead, which answers the same. A hidden page gives its connection back: browsers have few.
 */
export function useEvents<R extends Route, P extends Route>(
  stream: R,
  otherwise: P,
): Followed<Answered<R> | Answered<P>> {
  const isSeen = useDocumentVisibility() === "visible";
  const [told, setTold] = useState<{ readonly data: Answered<R>; readonly at: number }>();
  const [isLive, setIsLive] = useState(false);
  const address = addressOf(stream);
  useEffect(() => {
    if (!isSeen || typeof EventSource === "undefined") return undefined;
    const events = new EventSource(address);
    events.onmessage = ({ data }: MessageEvent<string>) => {
      setTold({ data: JSON.parse(data) as Answered<R>, at: Date.now() });
      setIsLive(true);
    };
    // The browser opens it again by itself; until then the other route is asked.
    events.onerror = () => setIsLive(false);
    return () => {
      events.close();
      setIsLive(false);
    };
  }, [address, isSeen]);
  const asked = useAsk(
    otherwise,
    {},
    isLive ? {} : { everyMs: isSeen ? askEveryMs.seen : askEveryMs.hidden },
  );
  if (told !== undefined && told.at >= asked.dataUpdatedAt) return { data: told.data, heardAt: told.at };
  return { data: asked.data, heardAt: asked.data === undefined ? undefined : asked.dataUpdatedAt };
}
