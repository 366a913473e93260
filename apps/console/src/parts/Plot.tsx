import { Anchor, Box, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import { drawPicture } from "./draw-picture.ts";
import { FigureTable } from "./FigureTable.tsx";
import { fileName } from "./file-name.ts";

/** A picture of figures that can always be read instead: as a sentence, as a table, as a file. */
export interface PlotProps {
  readonly title: string;
  /** What somebody sees who looks at it, said in a sentence or two. */
  readonly summary: string;
  readonly columns: readonly string[];
  /** Figures and days alone: they are kept as a file as they are. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly order?: 2 | 3;
  /** Too few figures for a picture. */
  readonly isTableOnly?: boolean;
  readonly children: ReactNode;
}

/** The frame of every plot: its title, what it says in words, and the same as a table, as CSV and as a picture (ux.md §16). */
export function Plot(props: PlotProps) {
  const { title, summary, columns, rows, order = 2, isTableOnly = false, children } = props;
  const [asTable, setTable] = useState(false);
  const isTable = isTableOnly || asTable;
  const shown = useRef<HTMLElement>(null);
  const save = async (): Promise<void> => {
    if (shown.current !== null) saveFile(await drawPicture(shown.current), fileName(title, "png"));
  };
  return (
    <Card withBorder component="figure" m={0} ref={shown}>
      <Stack gap="sm">
        <Group justify="space-between" align="start" gap="xs">
          <Box flex="1 1 14rem">
            <Title order={order} size="h4">
              {title}
            </Title>
            <Text component="figcaption" size="sm">
              {summary}
            </Text>
          </Box>
          <Group gap="xs" className="no-print">
            {isTable ? (
              <CsvLink title={title} columns={columns} rows={rows} />
            ) : (
              <Button size="compact-sm" variant="subtle" onClick={() => void save()}>
                Save as PNG
              </Button>
            )}
            {isTableOnly ? null : (
              <Button
                size="compact-sm"
                variant="default"
                aria-pressed={isTable}
                onClick={() => setTable(!isTable)}
              >
                {isTable ? "Show as a picture" : "Show as a table"}
              </Button>
            )}
          </Group>
        </Group>
        {isTable ? (
          <Box role="region" aria-label={title} tabIndex={0} mah={360} style={{ overflow: "auto" }}>
            <FigureTable title={title} columns={columns} rows={rows} stickyHeader />
          </Box>
        ) : (
          children
        )}
      </Stack>
    </Card>
  );
}

function CsvLink({ title, columns, rows }: Pick<PlotProps, "title" | "columns" | "rows">) {
  const text = [columns, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n");
  return (
    <Anchor
      size="sm"
      href={`data:text/csv;charset=utf-8,${encodeURIComponent(text)}`}
      download={fileName(title, "csv")}
    >
      Download CSV
    </Anchor>
  );
}

function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // A moment later: some browsers begin to read it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function csvCell(cell: string | number): string {
  const text = typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
