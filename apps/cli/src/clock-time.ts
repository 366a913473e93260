/**
 * An ISO instant as people read it, in the time zone of this machine and with it: `2026-11-22 03:54 +01:00`, or `UTC`.
 * Written here because the language of the machine must not decide how a list reads.
 */
export function clockTime(instant: string): string {
  const time = new Date(instant);
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())} ${zoneText(-time.getTimezoneOffset())}`;
}

/** @param east minutes by which the clocks there are ahead of UTC */
function zoneText(east: number): string {
  if (east === 0) return "UTC";
  const minutes = Math.abs(east);
  return `${east < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
