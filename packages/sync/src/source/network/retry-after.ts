/**
 * How long a server asks us to wait, in ms: `Retry-After` as seconds or as a date (RFC 9110 §10.2.3); undefined where
 * it does not say, or says something else.
 */
export function retryAfterMs(value: string | null, now: Date): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  // @NOTE the parser of dates takes `-5` for a month; a date of HTTP begins with a day.
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
