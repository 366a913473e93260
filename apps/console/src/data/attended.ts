/** So long after the last key or touch somebody counts as there, in ms. */
const attendedMs = 60_000;

let touchedAt = Date.now();
for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"])
  window.addEventListener(
    kind,
    () => {
      touchedAt = Date.now();
    },
    { passive: true, capture: true },
  );

/**
 * Whether somebody is at the keyboard. What a page asks by itself while nobody is does not keep anybody signed in:
 * otherwise a page left open would stay so all day.
 */
export function isAttended(): boolean {
  return Date.now() - touchedAt < attendedMs;
}
