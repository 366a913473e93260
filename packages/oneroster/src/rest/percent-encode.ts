/**
 * Encodes text for a query or for a signature as RFC 3986 wants it: a blank is `%20`, never `+`, and `! ' ( ) *` are
 * encoded too. A filter with quotes and blanks is what breaks OAuth 1 signatures otherwise (RFC 5849 §3.6).
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A copy of the address with this query in place of its own. */
export function withQuery(url: URL, query: Iterable<readonly [name: string, value: string]>): URL {
  const whole = new URL(url);
  whole.search = [...query]
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
  return whole;
}
