import { type TestContext, test } from "node:test";
import { type TestHttp, withTestHttp } from "./test-http.ts";

/** What is tested, by its sentence; `t` is that of the sentence. */
export type Visits = Readonly<Record<string, (http: TestHttp, t: TestContext) => Promise<void>>>;

/** Tests one after the other over the same two districts: making them anew for each would cost more than the tests. */
export function testVisits(about: string, visits: Visits): void {
  test(about, async (t) => {
    await withTestHttp(async (http) => {
      for (const [title, visit] of Object.entries(visits)) await t.test(title, (own) => visit(http, own));
    });
  });
}
