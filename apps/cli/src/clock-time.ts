/**
 * An ISO instant as people read it, in the time zone of this machine: `2026-11-22 03:54`. Written here because the
 * language of the machine must not decide how a list reads.
 */
export function clockTime(instant: string): string {
  const time = new Date(instant);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
