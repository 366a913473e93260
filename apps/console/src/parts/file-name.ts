/**
 * What a download is called: the words of its title and the day, and no name of a district, a school or a person.
 *
 * @param now local time, as whoever saves it reads the clock
 */
export function fileName(title: string, ending: string, now: Date = new Date()): string {
  const words = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return `${words.replaceAll(/^-|-$/g, "")}-${dayOf(now)}.${ending}`;
}

/** The day by the clock of whoever looks, `2026-11-19`. */
export function dayOf(moment: Date): string {
  return [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}
