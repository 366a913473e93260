import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type DailyStart, dueStart, jitterOf, nextStart, startOn } from "./next-start.ts";

const chicago = (startsAt: string, jitterSeconds = 0): DailyStart => ({
  ...{ zone: "America/Chicago", startsAt, jitterSeconds },
});
const longAgo = new Date("2020-01-01T00:00:00Z");

test("starts at the hour that the clocks of the district show, in winter and in summer", () => {
  assert.equal(startOn("2026-01-15", chicago("02:00")).toISOString(), "2026-01-15T08:00:00.000Z");
  assert.equal(startOn("2026-07-15", chicago("02:00")).toISOString(), "2026-07-15T07:00:00.000Z");
  assert.equal(startOn("2026-07-15", chicago("00:00")).toISOString(), "2026-07-15T05:00:00.000Z");
  assert.equal(startOn("2026-07-15", chicago("23:59")).toISOString(), "2026-07-16T04:59:00.000Z");
});

test("a time that the clocks skip in spring starts an hour later by the clock, once", () => {
  assert.equal(startOn("2026-03-08", chicago("02:30")).toISOString(), "2026-03-08T08:30:00.000Z");
  assert.equal(startOn("2026-03-08", chicago("03:30")).toISOString(), "2026-03-08T08:30:00.000Z");
  assert.equal(startOn("2026-03-08", chicago("01:59")).toISOString(), "2026-03-08T07:59:00.000Z");
});

test("of a time that comes twice in autumn the first is the start", () => {
  assert.equal(startOn("2026-11-01", chicago("01:30")).toISOString(), "2026-11-01T06:30:00.000Z");
  assert.equal(startOn("2026-11-01", chicago("02:00")).toISOString(), "2026-11-01T08:00:00.000Z");
});

test("a start late in the evening that falls into the next day is still that of its own day", () => {
  const late = chicago("23:58", 300);
  const now = new Date("2026-09-03T05:04:00Z");
  const due = dueStart(late, { since: longAgo, now, isDone: () => false });
  assert.deepEqual(due, { day: "2026-09-02", at: new Date("2026-09-03T05:03:00Z") });
  const next = nextStart(late, now, (day) => day === "2026-09-02");
  assert.equal(next.day, "2026-09-03");
});

test("what was enabled in the afternoon starts next night, not for the night before", () => {
  const since = new Date("2026-09-02T20:00:00Z");
  const start = chicago("02:00");
  const now = new Date("2026-09-02T20:01:00Z");
  assert.equal(dueStart(start, { since, now, isDone: () => false }), undefined);
  assert.deepEqual(
    nextStart(start, now, () => false),
    {
      day: "2026-09-03",
      at: new Date("2026-09-03T07:00:00Z"),
    },
  );
});

test("after three days without a scheduler the newest day is made up for, and no other", () => {
  const now = new Date("2026-09-05T12:00:00Z");
  const due = dueStart(chicago("02:00"), { since: longAgo, now, isDone: () => false });
  assert.equal(due?.day, "2026-09-05");
});

test("every day starts once however the clock of the machine jumps, over every night of five years", () => {
  const zones = [
    "America/Chicago",
    "America/Anchorage",
    "America/Phoenix",
    "Pacific/Honolulu",
    "Pacific/Guam",
    "UTC",
  ];
  const hour = 60 * 60 * 1000;
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 24 * 60 - 1 }),
      fc.integer({ min: 0, max: 600 }),
      fc.date({
        min: new Date("2026-01-01T00:00:00Z"),
        max: new Date("2030-12-01T00:00:00Z"),
        noInvalidDate: true,
      }),
      fc.array(fc.constantFrom(30, 30, 30, 60, 180, 360, -60, -90, 120), { minLength: 100, maxLength: 150 }),
      (zone, minute, jitterSeconds, from, steps) => {
        const startsAt = new Date(minute * 60_000).toISOString().slice(11, 16);
        const start: DailyStart = { zone, startsAt, jitterSeconds };
        const done = new Set<string>();
        const isDone = (day: string): boolean => done.has(day);
        let now = from.getTime();
        let furthest = now;
        for (const step of steps) {
          now += step * 60_000;
          furthest = Math.max(furthest, now);
          const due = dueStart(start, { since: from, now: new Date(now), isDone });
          if (due === undefined) continue;
          assert.ok(!done.has(due.day), `${due.day} came twice`);
          done.add(due.day);
        }
        // Nothing was left out but what a step may have leapt over at the very end.
        for (let at = from.getTime(); at < furthest - 26 * hour; at += 6 * hour) {
          const next = nextStart(start, new Date(at), () => false);
          if (next.at.getTime() < furthest - 26 * hour)
            assert.ok(done.has(next.day), `${next.day} was left out`);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test("the jitter of a district stays the same, and 5,000 districts are spread evenly over ten minutes", () => {
  assert.equal(jitterOf(17), jitterOf(17));
  const perMinute = new Map<number, number>();
  for (let id = 1; id <= 5000; id += 1) {
    const minute = Math.floor(jitterOf(id) / 60);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  assert.equal(perMinute.size, 10);
  assert.ok([...perMinute.values()].every((count) => count >= 490 && count <= 510));
});
