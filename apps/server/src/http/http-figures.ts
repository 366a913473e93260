/** One finished request as it is counted: a template of an address, never the address, and nobody's name. */
export interface CountedRequest {
  readonly method: string;
  /** `/api/v1/plans/:plan`; `none` where nothing lives at the address. */
  readonly route: string;
  readonly status: number;
  /** Undefined of a stream, which lasts as long as somebody looks. */
  readonly seconds: number | undefined;
}

/** What this process has answered since it started. */
export interface HttpFigures {
  readonly counted: (request: CountedRequest) => void;
  /** A refusal or a failure by its code. */
  readonly refused: (code: string) => void;
  /** A stream has begun; call what is answered when it has ended. */
  readonly streamed: () => () => void;
  /** Lines as Prometheus and others like it read them. */
  readonly lines: () => readonly string[];
}

/** Upper ends of the histogram of durations, in s. */
const buckets = [0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;

/** Of the codes: whoever was not let in by what they typed or sent to sign in. */
const signInRefusals: ReadonlySet<string> = new Set([
  ...["access.sign-in.refused", "access.sign-in.slowed", "access.code.refused", "access.link.ended"],
]);

/** Figures are bounded: as many as there are routes, and as there are first words of codes. */
export function openHttpFigures(): HttpFigures {
  const requests = new Map<string, number>();
  const seconds = new Map<string, number>();
  const within = buckets.map(() => 0);
  const refusals = new Map<string, number>();
  const sums = { timed: 0, seconds: 0, streams: 0 };
  const counted = ({ method, route, status, seconds: took }: CountedRequest): void => {
    const labels = `route="${route}",method="${method}"`;
    add(requests, `${labels},status="${Math.floor(status / 100)}xx"`, 1);
    if (took === undefined) return;
    add(seconds, labels, took);
    sums.timed += 1;
    sums.seconds += took;
    for (const [at, end] of buckets.entries()) if (took <= end) within[at] = (within[at] ?? 0) + 1;
  };
  return {
    counted,
    refused: (code) => {
      add(refusals, `class="${code.split(".")[0] ?? ""}"`, 1);
      if (signInRefusals.has(code)) add(refusals, 'class="sign-in"', 1);
    },
    streamed: () => {
      sums.streams += 1;
      let isOpen = true;
      return () => {
        if (isOpen) sums.streams -= 1;
        isOpen = false;
      };
    },
    lines: () => [
      ...family("http_requests_total", "Requests by route and how they ended.", "counter", requests),
      ...family("http_route_seconds_total", "Time spent on requests, by route.", "counter", seconds),
      ...histogram("http_request_seconds", "How long requests took, streams left out.", within, sums),
      ...family("http_refusals_total", "Refusals by the first word of their code.", "counter", refusals),
      ...head("http_streams_open", "Streams of progress that somebody looks at.", "gauge"),
      `muster_http_streams_open ${sums.streams}`,
    ],
  };
}

function add(to: Map<string, number>, labels: string, amount: number): void {
  to.set(labels, (to.get(labels) ?? 0) + amount);
}

function head(name: string, help: string, type: string): readonly string[] {
  return [`# HELP muster_${name} ${help}`, `# TYPE muster_${name} ${type}`];
}

function family(
  name: string,
  help: string,
  type: string,
  values: ReadonlyMap<string, number>,
): readonly string[] {
  const rows = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...head(name, help, type),
    ...rows.map(([labels, value]) => `muster_${name}{${labels}} ${round(value)}`),
  ];
}

function histogram(
  name: string,
  help: string,
  within: readonly number[],
  all: { readonly timed: number; readonly seconds: number },
): readonly string[] {
  return [
    ...head(name, help, "histogram"),
    ...buckets.map((end, at) => `muster_${name}_bucket{le="${end}"} ${within[at]}`),
    `muster_${name}_bucket{le="+Inf"} ${all.timed}`,
    `muster_${name}_sum ${round(all.seconds)}`,
    `muster_${name}_count ${all.timed}`,
  ];
}

/** Microseconds are enough. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
