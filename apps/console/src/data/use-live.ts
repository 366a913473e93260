import { addressOf, type Values } from "@muster/api/address-of.ts";
import type { Answered, Route } from "@muster/api/route.ts";
import { useEffect, useState } from "react";

/** What a route of events told last; undefined until it has. The browser asks again by itself where the line breaks. */
export function useLive<R extends Route>(
  route: R,
  values: Values<R>,
  isOff = false,
): Answered<R> | undefined {
  const [told, tell] = useState<Answered<R>>();
  const address = addressOf(route, values);
  useEffect(() => {
    if (isOff) return;
    const events = new EventSource(address);
    events.onmessage = ({ data }) => tell(JSON.parse(data) as Answered<R>);
    return () => events.close();
  }, [address, isOff]);
  return told;
}
