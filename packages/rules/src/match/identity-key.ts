/**
 * When are two adults of the source one human? Only where name, e-mail and phone all agree (connect.md §12), in
 * one spelling: case, accents' composition, spaces and the punctuation of phone numbers do not count. Somebody
 * without any contact is never recognised this way: names alone are shared by strangers.
 */
export function identityKey(adult: {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly phones: readonly string[];
}): string | null {
  const name = `${spelling(adult.givenName)} ${spelling(adult.familyName)}`.trim();
  const email = spelling(adult.email);
  // Which column is the mobile is the district's choice and may change: the set of numbers does not.
  const phone = [...new Set(adult.phones.map(phoneDigits).filter((digits) => digits !== ""))]
    .sort()
    .join("+");
  if (name === "" || (email === "" && phone === "")) return null;
  return `${name}\u001f${email}\u001f${phone}`;
}

function spelling(text: string): string {
  return text === "" ? "" : text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** Digits of a phone number; a leading country code 1 is dropped, since files write it or not as they please. */
export function phoneDigits(text: string): string {
  if (text === "") return "";
  const digits = text.replace(/\D+/g, "");
  return digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits;
}
