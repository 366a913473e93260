/**
 * Where somebody goes once they are signed in: the page they came from, as `?next=` tells it, else Home. Never to
 * another site: what a browser makes of an address decides, since it overlooks tabs and turned slashes.
 */
export function afterSignIn(
  search: string = window.location.search,
  own: string = window.location.origin,
): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  const read = URL.canParse(next, own) ? new URL(next, own) : undefined;
  if (read === undefined || read.origin !== own || !next.startsWith("/")) return "/";
  return read.pathname.startsWith("/sign-in") ? "/" : `${read.pathname}${read.search}${read.hash}`;
}
