import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 A and AA; `contrast` what depends on the colours alone. */
const asked = {
  all: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  contrast: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
} as const;

/** What axe finds on a page that is serious for somebody: the rule, and where. */
export async function accessTroubles(
  page: Page,
  which: keyof typeof asked = "all",
): Promise<readonly string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(source);
  const found = await page.evaluate(async (runOnly) => {
    const axe = (
      globalThis as unknown as { axe: { run: (root: unknown, options: object) => Promise<AxeResult> } }
    ).axe;
    return (await axe.run(document, { runOnly, resultTypes: ["violations"] })).violations;
  }, asked[which]);
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
    );
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
  }[];
}
