import { mix } from "./random.ts";

/** Words in front of the number of an address: neutral, so that an address tells nothing about its owner. */
const words =
  "otter maple comet river pebble lantern meadow falcon copper willow harbor saffron tundra walnut ember cobalt " +
  "juniper marble orchid canyon thistle raven cedar quartz acorn heron garnet prairie clover basil pepper sparrow";
const wordList = words.split(" ");
const familyDomains = ["mail.example.org", "post.example.org", "home.example.org"];

/** The e-mail address of a serial; empty for 0. Only example.org, which nobody can own. */
export function emailOf(serial: number): string {
  if (serial === 0) return "";
  const bits = mix(serial, 77);
  const domain =
    serial % 2 === 1 ? "schools.example.org" : familyDomains[(bits >>> 8) % familyDomains.length];
  return `${wordList[bits % wordList.length]}.${serial.toString(36)}@${domain}`;
}

/** Area codes in use or usable: no N11 (service codes) and no N9X (kept for a longer numbering plan). */
const areaCodes = Array.from({ length: 800 }, (_, index) => 200 + index).filter(
  (code) => code % 100 !== 11 && Math.floor(code / 10) % 10 !== 9,
);
const fictional = areaCodes.length * 100;

/**
 * A telephone number, ten digits, another for every `index`. The first 71,200 lie in 555-0100 … 555-0199,
 * which is kept for fiction; when a district needs more, the area code is one of N90 … N99, which reach
 * nobody either.
 */
function phoneNumber(index: number): string {
  if (index < fictional) {
    const line = String(Math.floor(index / areaCodes.length)).padStart(2, "0");
    return `${areaCodes[index % areaCodes.length]}55501${line}`;
  }
  const rest = index - fictional;
  const area = 290 + (rest % 8) * 100 + (Math.floor(rest / 8) % 10);
  const exchange = 200 + (Math.floor(rest / 80) % 800);
  return `${area}${exchange}${String(Math.floor(rest / 64_000)).padStart(4, "0")}`;
}

/** The mobile number of a serial; empty for 0. */
export function mobileOf(serial: number): string {
  return serial === 0 ? "" : phoneNumber(serial * 2);
}

/** The telephone at home: three in ten households still have one, for all who live there. */
export function homePhoneOf(household: number): string {
  return mix(household, 41) % 10 < 3 ? phoneNumber(household * 2 + 1) : "";
}

/** A student's school address, made of the student number. */
export function studentEmail(key: number): string {
  return `s${String(key).padStart(7, "0")}@students.example.org`;
}
