import { showSession } from "@muster/api/resource/session.ts";
import type { Answered } from "@muster/api/route.ts";
import type { Right } from "@muster/rules/access/rights.ts";
import { useAsk } from "./use-ask.ts";

export type Session = Answered<typeof showSession>;

/** Who is signed in; undefined until it is known. */
export function useSession(): Session | undefined {
  return useAsk(showSession).data;
}

/** Whether whoever is signed in may do something: what they may not is not offered to them. */
export function useMay(right: Right): boolean {
  return useSession()?.rights.includes(right) ?? false;
}
