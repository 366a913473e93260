import { Group, Progress, Text } from "@mantine/core";
import { Plot } from "../../parts/Plot.tsx";
import type { Run } from "./shown-run.ts";

const colors = ["fern.7", "blue.7", "teal.7", "grape.7", "orange.8", "indigo.7", "gray.7", "pink.7"];

/** How long each step took, as parts of one bar. */
export function RunTimings({ timings }: { readonly timings: Run["timings"] }) {
  const all = timings.reduce((sum, { ms }) => sum + ms, 0);
  if (all === 0) return null;
  const [longest] = [...timings].sort((a, b) => b.ms - a.ms);
  return (
    <Plot
      title="How long each step took"
      summary={`${told(all)} in all; ${longest?.title ?? ""} took longest, ${told(longest?.ms ?? 0)}.`}
      columns={["Step", "Milliseconds"]}
      rows={timings.map(({ title, ms }) => [title, Math.round(ms)])}
    >
      <Progress.Root size={22} aria-hidden>
        {timings.map(({ stage, ms }, place) => (
          <Progress.Section
            key={stage}
            value={(ms / all) * 100}
            color={colors[place % colors.length] ?? "gray.7"}
            withAria={false}
          />
        ))}
      </Progress.Root>
      <Group gap="md">
        {timings.map(({ stage, title, ms }, place) => (
          <Group key={stage} gap={6}>
            <span
              aria-hidden
              style={{
                inlineSize: 12,
                blockSize: 12,
                borderRadius: 3,
                background: `var(--mantine-color-${(colors[place % colors.length] ?? "gray.7").replace(".", "-")})`,
              }}
            />
            <Text size="sm" className="figures">
              {title} {told(ms)}
            </Text>
          </Group>
        ))}
      </Group>
    </Plot>
  );
}

function told(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
