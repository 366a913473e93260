import { Pagination, Text, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCheck } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { AskError } from "../../data/ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { useShortcuts } from "../../parts/use-shortcuts.ts";
import { count, counted } from "../../parts/words.ts";
import { PickedParts } from "./PickedParts.tsx";
import type { Choice, Group, Row } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";
import { rowsPerPage, useRows } from "./use-rows.ts";

/** On a phone a row has more lines (changes.css). */
const rowHeights = { wide: 40, narrow: 72 } as const;
const narrow = "(max-width: 40em)";
const standingWords: Readonly<Record<Row["standing"], string>> = {
  ...{ applied: "Applied", held: "Held", waits: "Waits", superseded: "Overtaken" },
  ...{ declined: "Declined", shown: "Looked at", stale: "Out of date" },
};

/**
 * The changes that a filter leaves: one list of which the screen holds no more rows than are seen, or pages. `j` and
 * `k` go down and up, Enter and `w` open one and say why, `x` selects it, `[` and `]` go to the group before and after.
 */
export function ChangeRows({
  hash,
  form,
  groups,
  decide,
}: {
  readonly hash: string;
  readonly form: "list" | "pages";
  readonly groups: readonly Group[];
  readonly decide: ((choice: Choice) => void) | undefined;
}) {
  const [search, set] = usePlanSearch();
  const box = useRef<HTMLElement>(null);
  const [at, setAt] = useState(0);
  const page = form === "pages" ? (search.page ?? 1) : 1;
  const [known, setKnown] = useState(0);
  const rowHeight = useRowHeight();
  const virtual = useVirtualizer({
    count: form === "list" ? known : 0,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height lie elsewhere
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const seen = virtual.getVirtualItems();
  const first = form === "pages" ? (page - 1) * rowsPerPage : (seen[0]?.index ?? 0);
  const last = form === "pages" ? first + rowsPerPage - 1 : (seen.at(-1)?.index ?? rowsPerPage - 1);
  const { rows, total, error } = useRows(hash, search, first, last);
  if (total !== undefined && total !== known) setKnown(total);
  const places = form === "list" ? seen.map(({ index }) => index) : placesOf(first, known);
  const open = (place: number): void => set({ change: rows.get(place)?.change });
  const go = useGo(box, at, (by) => {
    const next = Math.max(0, Math.min(known - 1, at + by));
    setAt(next);
    if (form === "list") virtual.scrollToIndex(next);
  });
  const [picked, setPicked] = useState<ReadonlyMap<number, Row>>(new Map());
  const pick = (): void => setPicked(withOrWithout(picked, rows.get(at)));
  useRowKeys({ go, open: () => open(at), pick, groups });
  if (error !== null) return <MessageCard message={(error as AskError).problem} />;
  return (
    <>
      <Text role="status" size="sm" mb="xs">
        {total === undefined ? "Counting …" : resultText(total, search.text)}
      </Text>
      {picked.size === 0 ? null : (
        <PickedRows picked={picked} clear={() => setPicked(new Map())} decide={decide} />
      )}
      <section
        className="plan-rows"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        aria-label="Changes one by one"
        hidden={total === 0}
      >
        <RowTable
          places={places}
          rows={rows}
          at={at}
          total={known}
          open={open}
          picked={picked}
          space={form === "list" ? spaceOf(seen, virtual.getTotalSize()) : noSpace}
        />
      </section>
      {form === "pages" && known > rowsPerPage ? (
        <Pagination
          mt="sm"
          total={Math.ceil(known / rowsPerPage)}
          value={page}
          onChange={(to) => set({ page: to })}
          getControlProps={(control) => ({ "aria-label": `${control} page` })}
          getItemProps={(item) => ({ "aria-label": `Page ${item}` })}
        />
      ) : null}
    </>
  );
}

function PickedRows({
  picked,
  clear,
  decide,
}: {
  readonly picked: ReadonlyMap<number, Row>;
  readonly clear: () => void;
  readonly decide: ((choice: Choice) => void) | undefined;
}) {
  const parts = [...picked.values()].map(({ type, kind, schoolId }) => ({ type, kind, schoolId }));
  return <PickedParts says={counted(picked.size, "change")} parts={parts} clear={clear} decide={decide} />;
}

/** How high a row is, in px. */
function useRowHeight(): number {
  const isNarrow = useMediaQuery(narrow, false, { getInitialValueInEffect: false });
  return isNarrow ? rowHeights.narrow : rowHeights.wide;
}

const noSpace = { above: 0, below: 0 };

function spaceOf(seen: readonly { readonly start: number; readonly end: number }[], whole: number) {
  return { above: seen[0]?.start ?? 0, below: Math.max(0, whole - (seen.at(-1)?.end ?? 0)) };
}

function placesOf(first: number, total: number): readonly number[] {
  return Array.from(
    { length: Math.max(0, Math.min(rowsPerPage, total - first)) },
    (_, place) => first + place,
  );
}

function resultText(total: number, text: string | undefined): string {
  if (total > 0) return `${counted(total, "change")}${text === undefined ? "" : ` with “${text}”`}.`;
  return text === undefined
    ? "Nothing of this plan is so."
    : `Nobody and nothing called “${text}” changes in this plan.`;
}

/** Goes on among the rows and takes the focus along, once the row is there: it may have to be fetched. */
function useGo(
  box: RefObject<HTMLElement | null>,
  at: number,
  step: (by: number) => void,
): (by: number) => void {
  const isWanted = useRef(false);
  useEffect(() => {
    const row = box.current?.querySelector(`tr[aria-rowindex="${at + 2}"] button`);
    if (!isWanted.current || !(row instanceof HTMLElement)) return;
    isWanted.current = false;
    row.focus({ preventScroll: true });
  });
  return (by) => {
    isWanted.current = true;
    step(by);
  };
}

function withOrWithout(picked: ReadonlyMap<number, Row>, row: Row | undefined): ReadonlyMap<number, Row> {
  if (row === undefined) return picked;
  const next = new Map(picked);
  if (!next.delete(row.change)) next.set(row.change, row);
  return next;
}

function useRowKeys({
  go,
  open,
  pick,
  groups,
}: {
  readonly go: (by: number) => void;
  readonly open: () => void;
  readonly pick: () => void;
  readonly groups: readonly Group[];
}): void {
  const [search, set] = usePlanSearch();
  const turn = (by: number): void => {
    const here = groups.findIndex(({ group }) => group === search.group);
    const next = groups[here === -1 ? (by > 0 ? 0 : groups.length - 1) : here + by];
    set({ group: next?.group, type: undefined, kind: undefined, school: undefined, standing: undefined });
  };
  useShortcuts({
    ...{ j: () => go(1), k: () => go(-1), w: open, Enter: open, x: pick },
    ...{ "]": () => turn(1), "[": () => turn(-1) },
  });
}

function RowTable({
  places,
  rows,
  at,
  total,
  open,
  picked,
  space,
}: {
  readonly places: readonly number[];
  readonly rows: ReadonlyMap<number, Row>;
  readonly at: number;
  readonly total: number;
  readonly open: (place: number) => void;
  readonly picked: ReadonlyMap<number, Row>;
  readonly space: { readonly above: number; readonly below: number };
}) {
  return (
    <table aria-rowcount={total + 1}>
      <caption className="heard">The changes of this plan, {count(total)} in all</caption>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">Who or what</th>
          <th scope="col">What happens</th>
          <th scope="col" className="wide">
            School
          </th>
          <th scope="col" className="wide">
            Values
          </th>
          <th scope="col" className="plan-standing">
            Standing
          </th>
        </tr>
      </thead>
      <tbody>
        {space.above === 0 ? null : <tr aria-hidden style={{ height: space.above }} />}
        {places.map((place) => (
          <tr
            key={place}
            className="plan-row"
            aria-rowindex={place + 2}
            data-at={place === at ? "" : undefined}
          >
            <RowCells
              row={rows.get(place)}
              isPicked={picked.has(rows.get(place)?.change ?? 0)}
              open={() => open(place)}
            />
          </tr>
        ))}
        {space.below === 0 ? null : <tr aria-hidden style={{ height: space.below }} />}
      </tbody>
    </table>
  );
}

function RowCells({
  row,
  isPicked,
  open,
}: {
  readonly row: Row | undefined;
  readonly isPicked: boolean;
  readonly open: () => void;
}) {
  if (row === undefined) return <td colSpan={5}>…</td>;
  return (
    <>
      <th scope="row">
        {isPicked ? <IconCheck size={14} role="img" aria-label="Selected" /> : null}
        <UnstyledButton className="plan-link" onClick={open} title={row.subject}>
          <span className="plan-lines">{row.subject === "" ? "Without a name" : row.subject}</span>
        </UnstyledButton>
      </th>
      <td title={row.says}>
        <span className="plan-lines">
          {capital(row.does)}
          {row.other === null ? "" : `: ${row.other}`}
        </span>
      </td>
      <td className="wide">{row.school ?? ""}</td>
      <td className="wide">{row.columns.join(", ")}</td>
      <td>{standingWords[row.standing]}</td>
    </>
  );
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
