import { Secret, TOTP } from "otpauth";

const stepSeconds = 30;

function totp(secret: Secret, email: string): TOTP {
  return new TOTP({
    issuer: "Muster",
    label: email,
    algorithm: "SHA1",
    digits: 6,
    period: stepSeconds,
    secret,
  });
}

/** A new secret for an authenticator app (RFC 6238), as text and as the address its QR code holds. */
export function makeSecondFactor(email: string): { readonly secret: string; readonly address: string } {
  const secret = new Secret({ size: 20 });
  return { secret: secret.base32, address: totp(secret, email).toString() };
}

/**
 * The time step a code belongs to, one step early or late allowed; undefined where it is wrong. The step is kept, and
 * a code of it or of one before is refused from then on: whoever looks over a shoulder cannot use it again.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(Secret.fromBase32(secret), "").validate({
    token: code.replaceAll(/\s/g, ""),
    timestamp: now.getTime(),
    window: 1,
  });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / stepSeconds) + delta;
}
