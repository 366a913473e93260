import { Fault } from "../../fault.ts";
import type { GuardedAnswer } from "./guarded-answer.ts";

/**
 * What a status that is not the one hoped for means. `where` is what faults name: the host.
 *
 * 401 is about who we are, 403 and 404 about what we may see (I12); any other 4xx is a request that the server does
 * not understand, and asking again changes nothing.
 */
export function statusFault({ status }: Pick<GuardedAnswer, "status">, where: string): Fault {
  const facts = { host: where, status };
  if (status === 401)
    return new Fault("source.sign-in.refused", "never", `${where} refuses the sign-in.`, facts);
  if (status === 403 || status === 404)
    return new Fault("source.access.refused", "never", `${where} does not give us this.`, facts);
  if (status === 429 || status === 503)
    return new Fault("source.server.busy", "later", `${where} has no time for us.`, facts);
  if (status >= 500 || status === 408)
    return new Fault("source.server.failed", "later", `${where} fails.`, facts);
  return new Fault("source.request.refused", "never", `${where} refuses the request.`, facts);
}
