/**
 * Finds cycles in a graph of file → files it imports. Returns one cycle for every file at which a walk comes
 * back to itself, each as the path walked with its first file repeated at the end; empty when there is none.
 *
 * A walk in depth, once over every file, with its own stack: a long chain of imports must not exhaust ours.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  for (const start of graph.keys()) if (!done.has(start)) walk(graph, start, done, cycles);
  return cycles;
}

function walk(
  graph: ReadonlyMap<string, readonly string[]>,
  start: string,
  done: Set<string>,
  cycles: (readonly string[])[],
): void {
  const path: string[] = [];
  const open = new Map<string, number>();
  const stack: { readonly file: string; readonly isLeaving: boolean }[] = [{ file: start, isLeaving: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { file, isLeaving } = top;
    if (isLeaving) {
      path.pop();
      open.delete(file);
      done.add(file);
      continue;
    }
    const at = open.get(file);
    if (at !== undefined) {
      cycles.push([...path.slice(at), file]);
      continue;
    }
    if (done.has(file)) continue;
    open.set(file, path.length);
    path.push(file);
    stack.push({ file, isLeaving: true });
    for (const next of graph.get(file) ?? []) stack.push({ file: next, isLeaving: false });
  }
}
