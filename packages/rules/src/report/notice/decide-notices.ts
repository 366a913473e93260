import {
  type Cause,
  type Episode,
  type Happening,
  type Notice,
  type NoticePolicy,
  type OpenCause,
  type SubjectState,
  troubleKinds,
} from "./notice.ts";

/** What is to be told now, and how the subject stands afterwards. */
export interface NoticeDecision {
  readonly after: SubjectState;
  readonly notices: readonly Notice[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * What a happening means for those who must hear of it: at most one notice. The same happening twice gives nothing the
 * second time; an outage of a day, however often it shows and under whatever codes of one cause, gives one notice and,
 * when it is over, one that says so (reliability I20).
 */
export function decideNotices(
  before: SubjectState,
  happening: Happening,
  policy: NoticePolicy,
): NoticeDecision {
  const { at, adds } = happening;
  if (before.episode === null && adds.length === 0) return { after: before, notices: [] };
  const generation = before.episode === null ? before.generation + 1 : before.generation;
  const episode = before.episode ?? { openedAt: at, toldAt: null, remindedAt: null, causes: [] };
  const causes = weigh(episode.causes, happening);
  if (!causes.some(({ isPresent }) => isPresent)) return close(generation, episode, causes);
  const toTell = causes.filter((cause) => isDue(cause, at, policy));
  if (toTell.length > 0) return tell(generation, episode, causes, toTell, at);
  return remind(generation, { ...episode, causes }, at, policy);
}

/** The causes of an episode after a happening: settled ones are over, shown ones are there. */
function weigh(open: readonly OpenCause[], happening: Happening): readonly OpenCause[] {
  const { at, adds } = happening;
  const left = open.map((cause) => (isOver(cause, happening) ? { ...cause, isPresent: false } : cause));
  const shown = new Map(adds.map((cause) => [cause.key, cause]));
  const known = new Set(left.map(({ key }) => key));
  return [
    ...left.map((cause) => {
      const again = shown.get(cause.key);
      return again === undefined ? cause : seenAgain(cause, again, at);
    }),
    ...[...shown.values()].filter(({ key }) => !known.has(key)).map((cause) => firstSeen(cause, at)),
  ];
}

function isOver({ kind, endsWithNews }: Cause, { settles, hasNews }: Happening): boolean {
  return settles.includes(kind) && (endsWithNews !== true || hasNews === true);
}

function firstSeen(cause: Cause, at: string): OpenCause {
  return { ...cause, firstSeenAt: at, lastSeenAt: at, times: 1, toldAt: null, isPresent: true };
}

/** What passed and came back has to last anew; what was told stays told. */
function seenAgain(before: OpenCause, now: Cause, at: string): OpenCause {
  const { firstSeenAt, times, toldAt, isPresent } = before;
  return {
    ...now,
    firstSeenAt: isPresent || toldAt !== null ? firstSeenAt : at,
    ...{ lastSeenAt: at, times: times + 1, toldAt, isPresent: true },
  };
}

function isDue(cause: OpenCause, at: string, { patienceMinutes }: NoticePolicy): boolean {
  if (!cause.isPresent || cause.toldAt !== null) return false;
  return !cause.isPassing || passed(cause.firstSeenAt, at) >= patienceMinutes * minuteMs;
}

function tell(
  generation: number,
  episode: Episode,
  causes: readonly OpenCause[],
  toTell: readonly OpenCause[],
  at: string,
): NoticeDecision {
  const keys = new Set(toTell.map(({ key }) => key));
  const after = causes.map((cause) => (keys.has(cause.key) ? { ...cause, toldAt: at } : cause));
  const told = gravestFirst(after.filter(({ key }) => keys.has(key)));
  const [first] = told;
  if (first === undefined) throw new Error("whoever tells has a cause");
  return {
    after: { generation, episode: { ...episode, toldAt: episode.toldAt ?? at, causes: after } },
    notices: [{ kind: first.kind, generation, causes: told }],
  };
}

/** One reminder an episode, of what is still there of what was told. */
function remind(
  generation: number,
  episode: Episode,
  at: string,
  { reminderDays }: NoticePolicy,
): NoticeDecision {
  const quiet: NoticeDecision = { after: { generation, episode }, notices: [] };
  const { toldAt, remindedAt } = episode;
  if (reminderDays === 0 || toldAt === null || remindedAt !== null) return quiet;
  if (passed(toldAt, at) < reminderDays * dayMs) return quiet;
  const causes = gravestFirst(episode.causes.filter((cause) => cause.isPresent && cause.toldAt !== null));
  if (causes.length === 0) return quiet;
  return {
    after: { generation, episode: { ...episode, remindedAt: at } },
    notices: [{ kind: "reminder", generation, causes }],
  };
}

/** Whoever was told of a trouble hears of its end; what nobody was told of ends silently. */
function close(generation: number, episode: Episode, causes: readonly OpenCause[]): NoticeDecision {
  const told = gravestFirst(causes.filter(({ toldAt }) => toldAt !== null));
  return {
    after: { generation, episode: null },
    notices: episode.toldAt === null ? [] : [{ kind: "recovered", generation, causes: told }],
  };
}

function gravestFirst(causes: readonly OpenCause[]): readonly OpenCause[] {
  return [...causes].sort((a, b) => troubleKinds.indexOf(a.kind) - troubleKinds.indexOf(b.kind));
}

/** Never less than nothing: a clock that was set back has not made anything younger. */
function passed(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from));
}
