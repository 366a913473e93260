/** The next number of each kind. Numbers are given once and never again, so ids are never reused. */
export interface Serials {
  person: number;
  household: number;
  mail: number;
  phone: number;
  cls: number;
  enrollment: number;
}

/** Where a new district begins to count. The first numbers leave room for leading zeros in real-looking ids. */
export function createSerials(): Serials {
  return { person: 401, household: 0, mail: 1, phone: 1, cls: 1, enrollment: 1 };
}

/** The next address: an odd number belongs to the district's own mail domain. */
export function nextMail(serials: Serials, atWork: boolean): number {
  serials.mail += 1;
  return serials.mail * 2 + (atWork ? 1 : 0);
}

/** The next mobile number. */
export function nextPhone(serials: Serials): number {
  serials.phone += 1;
  return serials.phone;
}
