import assert from "node:assert/strict";
import { test } from "node:test";
import { alarmsOf, type HealthFacts, metricsText } from "./health.ts";
import { openHttpFigures } from "./http/http-figures.ts";

const now = Date.UTC(2026, 8, 2, 3);
const well: HealthFacts = {
  queue: { ready: 0, deferred: 1, running: 2, dead: 3, oldestReadySeconds: 0, silentSeconds: 4 },
  worker: {
    ended: { applied: 7, "source.sign-in.refused": 1 },
    aliveAt: now - 2_000,
    busyAt: now,
    trouble: undefined,
  },
  scheduledAt: now - 15_000,
  now,
};

test("nothing is wrong while errands are taken and workers give signs of life", () => {
  assert.deepEqual(alarmsOf(well), []);
  const text = metricsText(well);
  assert.match(text, /^muster_up 1$/m);
  assert.match(text, /^muster_queue_dead 3$/m);
  assert.match(text, /^muster_syncs_total\{end="source.sign-in.refused"\} 1$/m);
});

test("each thing that can be wrong is an alarm of its own", () => {
  const queue = well.queue;
  assert.ok(queue);
  assert.deepEqual(alarmsOf({ ...well, queue: { ...queue, oldestReadySeconds: 601 } }), ["queue-old"]);
  assert.deepEqual(alarmsOf({ ...well, queue: { ...queue, silentSeconds: 91 } }), ["worker-silent"]);
  assert.deepEqual(alarmsOf({ ...well, queue: undefined }), ["database-unreachable"]);
  assert.deepEqual(alarmsOf({ ...well, scheduledAt: now - 120_000 }), ["scheduler-silent"]);
  const worker = { ended: {}, aliveAt: now, busyAt: now, trouble: "database.server.read-only" };
  assert.deepEqual(alarmsOf({ ...well, worker }), ["worker-trouble"]);
  assert.match(metricsText({ ...well, worker }), /^muster_up 0$/m);
});

test("figures of what was asked bear templates and numbers, streams without a duration", () => {
  const http = openHttpFigures();
  const route = "/api/v1/plans/:plan";
  http.counted({ method: "GET", route, status: 200, seconds: 0.02 });
  http.counted({ method: "GET", route, status: 404, seconds: 0.5 });
  http.counted({ method: "GET", route: "/api/v1/progress", status: 200, seconds: undefined });
  const end = http.streamed();
  http.streamed();
  end();
  end();
  for (const code of ["access.sign-in.refused", "access.right.missing", "plan.state.applied"])
    http.refused(code);
  const text = metricsText({ ...well, http });
  const has = (line: string): void => assert.ok(text.split("\n").includes(line), `${line}\n${text}`);
  has(`muster_http_requests_total{route="${route}",method="GET",status="2xx"} 1`);
  has(`muster_http_route_seconds_total{route="${route}",method="GET"} 0.52`);
  has('muster_http_request_seconds_bucket{le="0.03"} 1');
  has('muster_http_request_seconds_bucket{le="1"} 2');
  has("muster_http_request_seconds_count 2");
  has('muster_http_refusals_total{class="access"} 2');
  has('muster_http_refusals_total{class="sign-in"} 1');
  has("muster_http_streams_open 1");
});
