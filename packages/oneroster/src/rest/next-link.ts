/** What a `Link` header says of the next page. */
export type NextLink =
  /** No such header, or one that cannot be read. */
  | { readonly kind: "none" }
  /** The header speaks of other pages, but of no next one. */
  | { readonly kind: "last" }
  | { readonly kind: "next"; readonly query: URLSearchParams };

/**
 * Reads a `Link` header (RFC 8288). Of the address in it the query alone is used: host and path may be those of a
 * server behind a proxy, or of somebody else (oneroster-rest §4).
 */
export function readNextLink(header: string | null): NextLink {
  if (header === null) return { kind: "none" };
  const links = [...header.matchAll(/<([^<>]*)>\s*((?:;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s;,"]+)\s*)*)/g)];
  if (links.length === 0) return { kind: "none" };
  for (const [, address = "", parameters = ""] of links) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
    const words = (rel?.[1] ?? rel?.[2] ?? "").toLowerCase().split(/\s+/);
    if (!words.includes("next")) continue;
    const at = address.indexOf("?");
    return { kind: "next", query: new URLSearchParams(at < 0 ? "" : address.slice(at).replace(/#.*$/, "")) };
  }
  return { kind: "last" };
}
