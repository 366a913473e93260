import { Fault } from "../../fault.ts";

/** What a certificate says about itself that helps whoever must renew it. */
export interface SeenCertificate {
  /** ISO dates; undefined where the certificate does not say. */
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
}

const unknownHost = new Set(["ENOTFOUND", "ENODATA"]);
const cut = new Set([
  "ECONNRESET",
  "EPIPE",
  "ECONNABORTED",
  "HPE_INVALID_EOF_STATE",
  "ERR_STREAM_PREMATURE_CLOSE",
]);
const unreachable = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTDOWN",
  "ENETDOWN",
  "ETIMEDOUT",
  "EADDRNOTAVAIL",
  "EAI_AGAIN",
  "EAI_FAIL",
  "ESERVFAIL",
  "EREFUSED",
  "ETIMEOUT",
]);
/** Certificates that cannot be verified bear a code without a prefix (OpenSSL's names). */
const certificate =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH|CRL_|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/** Does Node say with this code that an encryption did not come about, or that its other end cannot be verified? */
export function isEncryptionTrouble(code: string): boolean {
  return certificate.test(code);
}

/**
 * Turns what Node says about a connection into a fault; anything else comes back, to be thrown on. Facts name the host
 * alone: neither an address of a network nor a path, which may hold somebody's key.
 */
export function networkFault(error: unknown, host: string, seen?: SeenCertificate): unknown {
  const code = errorCode(error);
  if (code === undefined || error instanceof Fault) return error;
  const cause = { cause: error };
  if (unknownHost.has(code))
    return new Fault("source.host.unknown", "later", `${host} is not known.`, { host }, cause);
  if (cut.has(code))
    return new Fault("source.transfer.cut", "now", `${host} ended the connection.`, { host }, cause);
  if (unreachable.has(code))
    return new Fault("source.host.unreachable", "later", `${host} cannot be reached.`, { host }, cause);
  if (isEncryptionTrouble(code)) return tlsFault(host, code, seen, cause);
  if (code.startsWith("HPE_"))
    return new Fault(
      "source.answer.unreadable",
      "later",
      `${host} does not answer in HTTP.`,
      { host, reason: "protocol" },
      cause,
    );
  return error;
}

/** I11: the host and the dates are what its administrator needs to know. */
function tlsFault(
  host: string,
  reason: string,
  seen: SeenCertificate | undefined,
  cause: ErrorOptions,
): Fault {
  const facts = {
    host,
    reason: reason.toLowerCase().replaceAll("_", "-"),
    validFrom: seen?.validFrom ?? null,
    validTo: seen?.validTo ?? null,
  };
  return new Fault("source.tls.refused", "never", `The certificate of ${host} is refused.`, facts, cause);
}

/** @NOTE with several addresses Node gives one error that holds the others; the first of them tells enough. */
function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? errorCode(error.errors[0]) : undefined;
}
