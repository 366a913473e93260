import { builtinModules } from "node:module";
import { posix } from "node:path";
import { type CheckResult, checkResult } from "./check-result.ts";
import { findCycles } from "./find-cycles.ts";
import { liesIn, shortPlace, zoneOf } from "./import-table.ts";
import { isBarrel, readImports, type WrittenImport } from "./read-imports.ts";
import { isCode, isTest, lineAt, type SourceFile, type Violation } from "./source-file.ts";

/** Where an import leads. */
type Target =
  | { readonly kind: "ours"; readonly path: string }
  | { readonly kind: "node"; readonly name: string }
  | { readonly kind: "npm"; readonly name: string };

const appNames = ["cli", "server", "console"];

/**
 * Holds imports to the table of import-table.ts: one direction, no cycles between files (imports of types
 * count: two files that need each other's types are one idea), no barrels.
 *
 * Tests may reach further, since they bring node:test and the sandbox along; even they never import an app from
 * a package, and nothing imports a test.
 */
export function checkImports(files: readonly SourceFile[]): CheckResult {
  const code = files.filter((file) => isCode(file.path));
  const graph = new Map<string, readonly string[]>();
  const violations: Violation[] = [];
  for (const file of code) {
    const imports = readImports(file.text);
    graph.set(file.path, oursAmong(file.path, imports));
    violations.push(...barrel(file));
    violations.push(...imports.flatMap((written) => judge(file.path, written)));
    if (!isTest(file.path) && zoneOf(shortPlace(file.path)) === undefined) {
      violations.push({ path: file.path, line: 0, text: "lies in no zone of tools/check/import-table.ts" });
    }
  }
  for (const cycle of findCycles(graph)) {
    violations.push({ path: cycle[0] ?? "", line: 0, text: `imports itself: ${cycle.join(" → ")}` });
  }
  return checkResult("imports", code.length, violations);
}

function barrel(file: SourceFile): readonly Violation[] {
  const isIndex = /(^|\/)index\.(ts|tsx|mts|mjs|js)$/.test(file.path);
  if (!isIndex && !isBarrel(file.text)) return [];
  const line = lineAt(file.text, Math.max(0, file.text.search(/\bexport\b/)));
  return [{ path: file.path, line, text: "is a barrel: import from the file that says it" }];
}

function oursAmong(path: string, imports: readonly WrittenImport[]): readonly string[] {
  return imports.flatMap(({ specifier }) => {
    const target = specifier === undefined ? undefined : targetOf(path, specifier);
    return target?.kind === "ours" ? [target.path] : [];
  });
}

/** Resolves a specifier without looking at the disk. */
function targetOf(path: string, specifier: string): Target {
  if (specifier.startsWith(".")) {
    return { kind: "ours", path: posix.normalize(posix.join(posix.dirname(path), specifier)) };
  }
  const ours = /^@muster\/([^/]+)\/?(.*)$/.exec(specifier);
  if (ours !== null) {
    const folder = appNames.includes(ours[1] ?? "") ? "apps" : "packages";
    return { kind: "ours", path: `${folder}/${ours[1]}/src/${ours[2]}` };
  }
  if (specifier.startsWith("node:")) return { kind: "node", name: specifier };
  if (builtinModules.includes(specifier)) return { kind: "node", name: `node:${specifier}` };
  return { kind: "npm", name: specifier };
}

function judge(path: string, written: WrittenImport): readonly Violation[] {
  const refuse = (text: string): readonly Violation[] => [{ path, line: written.line, text }];
  if (written.specifier === undefined) {
    const isFree = isTest(path) || !path.startsWith("packages/");
    return isFree ? [] : refuse("import(…) takes a literal, or this check cannot follow it");
  }
  const target = targetOf(path, written.specifier);
  const text =
    target.kind === "ours"
      ? refusalOfOurs(path, target.path, written)
      : refusalOfForeign(path, target.kind, target.name);
  return text === undefined ? [] : refuse(text);
}

function refusalOfOurs(path: string, to: string, written: WrittenImport): string | undefined {
  if (isTest(to)) return `imports the test ${to}`;
  const from = shortPlace(path);
  const place = shortPlace(to);
  const isNamed = written.specifier?.startsWith("@muster/") === true;
  const isHome = homeOf(path) === homeOf(to);
  if (isHome && isNamed) return "names its own package: inside a package imports are relative";
  if (!isHome && !isNamed && homeOf(to).startsWith("packages/"))
    return `reaches into ${homeOf(to)} by a relative path`;
  if (isTest(path)) {
    const isBackwards = path.startsWith("packages/") && to.startsWith("apps/");
    return isBackwards ? "a package imports an app" : undefined;
  }
  const zone = zoneOf(from);
  if (zone === undefined || liesIn(place, zone.at) || zone.may.some((one) => liesIn(place, one)))
    return undefined;
  if (zone.mayTypes?.some((one) => liesIn(place, one)) === true) {
    return written.isTypeOnly ? undefined : `${zone.at} may import types of ${place}, nothing that runs`;
  }
  return `${zone.at} may not import ${place}`;
}

function refusalOfForeign(path: string, kind: "node" | "npm", name: string): string | undefined {
  const zone = zoneOf(shortPlace(path));
  if (isTest(path) || zone === undefined || zone[kind]) return undefined;
  return `${zone.at} may not import ${kind === "npm" ? "the npm package " : ""}${name}`;
}

/** The package or app a file belongs to: `packages/rules`, `apps/cli`, `tools`. */
function homeOf(path: string): string {
  return /^(?:packages|apps)\/[^/]+/.exec(path)?.[0] ?? path.split("/")[0] ?? path;
}
