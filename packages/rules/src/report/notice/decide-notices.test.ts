import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decideNotices } from "./decide-notices.ts";
import { deadLetterCause, faultCause, staleCause } from "./fault-cause.ts";
import {
  type Cause,
  type Happening,
  type Notice,
  type NoticePolicy,
  neverInTrouble,
  type SubjectState,
  troubleKinds,
} from "./notice.ts";

const policy: NoticePolicy = { patienceMinutes: 60, reminderDays: 2 };
const begin = Date.UTC(2026, 10, 18, 2, 10);
const at = (minutes: number): string => new Date(begin + minutes * 60_000).toISOString();

const held: Cause = {
  ...{ key: "held gate.removals.many", kind: "held", code: "gate.removals.many", run: 12 },
  ...{ facts: { observed: 1284, limit: 1234 }, hidden: [], isPassing: false },
};
const heldToo: Cause = { ...held, key: "held gate.additions.many", code: "gate.additions.many" };
const away = (code: string): Cause => faultCause({ code, retry: "later", facts: {} }, 12);
const refused = faultCause({ code: "source.sign-in.refused", retry: "never", facts: {} }, 12);

/** What is told over a history, in order. */
function tell(history: readonly Happening[], from: SubjectState = neverInTrouble) {
  let state = from;
  const notices: Notice[] = [];
  for (const happening of history) {
    const decision = decideNotices(state, happening, policy);
    state = decision.after;
    notices.push(...decision.notices);
  }
  return { state, notices, kinds: notices.map(({ kind }) => kind) };
}

const add = (minutes: number, ...adds: readonly Cause[]): Happening => ({
  at: at(minutes),
  adds,
  settles: [],
});
const well = (minutes: number): Happening => ({ at: at(minutes), adds: [], settles: troubleKinds });

test("an outage of a day, under many codes, is told once and once more when it is over", () => {
  const codes = ["source.host.unreachable", "source.answer.refused", "source.transfer.cut"];
  const tries = Array.from({ length: 96 }, (_, n) => add(n * 15, away(codes[n % 3] ?? "")));
  const { kinds } = tell([...tries, well(24 * 60), well(48 * 60)]);
  assert.deepEqual(kinds, ["failed", "recovered"]);
});

test("an hour without an answer passes in silence", () => {
  assert.deepEqual(tell([add(0, away("source.host.unreachable")), well(30)]).kinds, []);
  assert.deepEqual(
    tell([add(0, away("source.host.unreachable")), add(59, away("source.host.unknown"))]).kinds,
    [],
  );
  assert.deepEqual(tell([add(0, away("source.host.unreachable")), add(60)]).kinds, ["failed"]);
});

test("whoever has given up says so at once, and a failure that was told is not told again as given up", () => {
  const fault = { code: "source.host.unreachable", retry: "later", facts: {} } as const;
  assert.deepEqual(tell([add(0, away(fault.code)), add(5, deadLetterCause(fault, 5)), well(600)]).kinds, [
    "dead-letter",
    "recovered",
  ]);
  const told = tell([
    add(0, away(fault.code)),
    add(61, away(fault.code)),
    add(70, deadLetterCause(fault, 5)),
  ]);
  assert.deepEqual(told.kinds, ["failed"]);
});

test("a refused password is told at the first refusal", () => {
  const { notices } = tell([add(0, refused), add(5, refused), add(1440, refused)]);
  assert.deepEqual(
    notices.map(({ kind, causes }) => [kind, causes[0]?.code]),
    [["sign-in", "source.sign-in.refused"]],
  );
});

test("the same hold every night is told once, reminded of once, and ends with one word", () => {
  const nights = Array.from({ length: 9 }, (_, n) => add(n * 1440, held));
  assert.deepEqual(tell([...nights, well(9 * 1440)]).kinds, ["held", "reminder", "recovered"]);
});

test("a second reason in the same trouble is told, the first one is not repeated with it", () => {
  const { notices } = tell([add(0, held), add(1440, held, heldToo), add(1500, held), add(1600, heldToo)]);
  assert.deepEqual(
    notices.map(({ kind, causes }) => [kind, ...causes.map(({ code }) => code)]),
    [
      ["held", "gate.removals.many"],
      ["held", "gate.additions.many"],
    ],
  );
});

test("two reasons of one night are one notice", () => {
  const { notices } = tell([add(0, held, heldToo)]);
  assert.equal(notices.length, 1);
  assert.equal(notices[0]?.causes.length, 2);
});

test("an approval settles the hold and says so; what else is wrong stays", () => {
  const approved: Happening = { at: at(100), adds: [], settles: ["held"] };
  assert.deepEqual(tell([add(0, held), approved]).kinds, ["held", "recovered"]);
  const both = tell([add(0, held), add(10, refused), approved]);
  assert.deepEqual(both.kinds, ["held", "sign-in"]);
  assert.deepEqual(tell([well(200)], both.state).kinds, ["recovered"]);
});

test("trouble that comes back after it was over is told anew", () => {
  const { notices } = tell([add(0, held), well(60), add(1440, held)]);
  assert.deepEqual(
    notices.map(({ kind, generation }) => [kind, generation]),
    [
      ["held", 1],
      ["recovered", 1],
      ["held", 2],
    ],
  );
});

const causes: readonly Cause[] = [
  ...[held, heldToo, refused, staleCause(2), away("source.host.unreachable"), away("source.transfer.cut")],
  deadLetterCause({ code: "source.host.unreachable", retry: "later", facts: {} }, 4),
  { ...held, key: "rejected file.end.cut-off", kind: "rejected", code: "file.end.cut-off" },
];

const histories = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 3000 }),
    adds: fc.subarray([...causes]),
    settles: fc.subarray([...troubleKinds]),
  }),
  { maxLength: 40 },
);

/** Steps at rising times. */
function inOrder(
  steps: readonly { after: number; adds: Cause[]; settles: Happening["settles"] }[],
): Happening[] {
  let minutes = 0;
  return steps.map(({ after, adds, settles }) => {
    minutes += after;
    return { at: at(minutes), adds, settles };
  });
}

test("the same facts a second time tell nobody anything", () => {
  fc.assert(
    fc.property(histories, (steps) => {
      let state = neverInTrouble;
      for (const happening of inOrder(steps)) {
        state = decideNotices(state, happening, policy).after;
        const again = decideNotices(state, happening, policy);
        // A reminder may fall due in the same breath; the third time nothing is left.
        assert.deepEqual(
          again.notices.filter(({ kind }) => kind !== "reminder"),
          [],
        );
        assert.deepEqual(decideNotices(again.after, happening, policy).notices, []);
      }
    }),
  );
});

test("an episode tells a cause once, reminds at most once, and ends with one word exactly if it was told", () => {
  fc.assert(
    fc.property(histories, (steps) => {
      const { notices } = tell([...inOrder(steps), well(1_000_000)]);
      const episodes = Map.groupBy(notices, ({ generation }) => generation);
      for (const told of episodes.values()) {
        const keys = told
          .filter(({ kind }) => kind !== "reminder" && kind !== "recovered")
          .flatMap((notice) => notice.causes.map(({ key }) => key));
        assert.equal(new Set(keys).size, keys.length);
        assert.ok(told.filter(({ kind }) => kind === "reminder").length <= 1);
        assert.equal(told.filter(({ kind }) => kind === "recovered").length, 1);
        assert.equal(told.at(-1)?.kind, "recovered");
      }
    }),
  );
});

test("nothing that must be acted on is ever kept back", () => {
  fc.assert(
    fc.property(histories, (steps) => {
      let state = neverInTrouble;
      for (const happening of inOrder(steps)) {
        state = decideNotices(state, happening, policy).after;
        for (const cause of state.episode?.causes ?? [])
          if (cause.isPresent && !cause.isPassing) assert.notEqual(cause.toldAt, null);
      }
    }),
  );
});
