/** A page of a list of which `total` match. */
export interface PageWindow {
  readonly limit: number;
  readonly offset: number;
  readonly total: number;
}

/**
 * The header `Link` of a page (RFC 8288; oneroster-rest §4): the first and the last page always, the next and the one
 * before where there is one. Everything else that was asked for is in each address.
 *
 * @param address the whole address that was asked, query included
 */
export function pageLinks(address: URL, { limit, offset, total }: PageWindow): string {
  const at = (to: number, rel: string): string => {
    const url = new URL(address);
    url.searchParams.set("limit", String(limit));
    url.searchParams.set("offset", String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const last = total === 0 ? 0 : Math.floor((total - 1) / limit) * limit;
  const links: string[] = [];
  if (offset + limit < total) links.push(at(offset + limit, "next"));
  if (offset > 0) links.push(at(Math.max(0, offset - limit), "prev"));
  links.push(at(0, "first"), at(last, "last"));
  return links.join(", ");
}
