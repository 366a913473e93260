/**
 * Where somebody goes once they are signed in: the page they came from, as `?next=` tells it, else Home. Never to
 * another site: an address that does not begin with one slash alone is none of ours.
 */
export function afterSignIn(search: string = window.location.search): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  return /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/";
}
