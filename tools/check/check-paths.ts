import { posix } from "node:path";
import { type CheckResult, checkResult } from "./check-result.ts";
import { maskSource } from "./mask-source.ts";
import { type DocumentSpan, readDocument } from "./read-document.ts";
import { isDocument, type SourceFile, type Violation } from "./source-file.ts";

/** Where the command line lists its commands ("sync", "run list", …), for documents to be held to. */
const commandFile = "apps/cli/src/command-names.ts";
/** Endings that only files of this repository have; rosters are .csv and .zip and belong to districts. */
const ourEnding = /\.(?:ts|tsx|mts|mjs|md|sql|yml)$/;
const packageNames = ["oneroster", "rules", "sync", "api", "sandbox"];
const appNames = ["cli", "server", "console"];

interface Known {
  readonly paths: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly roots: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
  readonly commands: readonly string[] | undefined;
}

/**
 * Holds documents to the repository: a path, a link or a command that a document names must exist. Something
 * that is not there yet is written with `(planned)` right behind it, and the word must go when the thing comes.
 *
 * `<name>`, `*` and `…` in a path stand for anything: the folder before them must exist.
 */
export function checkPaths(files: readonly SourceFile[]): CheckResult {
  const documents = files.filter(({ path }) => isDocument(path) && !path.startsWith("fixtures/"));
  const known = knownOf(files);
  const violations = documents.flatMap((file) =>
    readDocument(file.text).flatMap((span) => judge(file.path, span, known)),
  );
  const notes =
    known.commands === undefined ? [`${commandFile} is not there yet: commands are not checked`] : [];
  return checkResult("paths", documents.length, violations, notes);
}

function knownOf(files: readonly SourceFile[]): Known {
  const paths = new Set<string>();
  for (const { path } of files) {
    for (let at = path; at !== "." && !paths.has(at); at = posix.dirname(at)) paths.add(at);
  }
  const manifest = files.find(({ path }) => path === "package.json")?.text ?? "";
  const scripts = /"scripts"\s*:\s*\{([^}]*)\}/.exec(manifest)?.[1] ?? "";
  const commands = files.find(({ path }) => path === commandFile)?.text;
  return {
    paths,
    names: new Set([...paths].map((path) => posix.basename(path))),
    roots: new Set([...paths].filter((path) => !path.includes("/"))),
    scripts: new Set([...scripts.matchAll(/"([\w:-]+)"\s*:/g)].map((match) => match[1] ?? "")),
    commands: commands === undefined ? undefined : commandsIn(commands),
  };
}

/** The strings of the exported list `commandNames`, read from its text. */
function commandsIn(text: string): readonly string[] {
  const { code } = maskSource(text);
  const name = /\bcommandNames\b[^=]*=/.exec(code);
  const start = code.indexOf("[", (name?.index ?? 0) + (name?.[0].length ?? 0));
  const list = text.slice(start, code.indexOf("]", start));
  return [...list.matchAll(/["']([^"'\n]+)["']/g)].map((match) => match[1] ?? "");
}

function judge(document: string, span: DocumentSpan, known: Known): readonly Violation[] {
  const refuse = (text: string): readonly Violation[] => [{ path: document, line: span.line, text }];
  const command = commandRefusal(span.text, known);
  const claim = span.kind === "fence-line" ? undefined : claimOf(document, span, known);
  if (span.isPlanned) {
    const isThere = claim?.candidates.some((path) => isKnown(path, known)) === true;
    return isThere ? refuse(`${span.text} is there: it is no longer planned`) : [];
  }
  if (command !== undefined) return refuse(command);
  if (claim === undefined || claim.candidates.some((path) => isKnown(path, known))) return [];
  return refuse(`${span.text} does not exist`);
}

interface Claim {
  readonly candidates: readonly string[];
}

/** The places a span may mean; undefined when it names no path of this repository. */
function claimOf(document: string, span: DocumentSpan, known: Known): Claim | undefined {
  const text = span.text.replace(/[#:].*$/, "").replace(/\/$/, "");
  if (text === "" || /^(?:https?:|mailto:|node:|[/~$-])/.test(span.text)) return undefined;
  if (!/^[\w@.\-/{}*,<>…]+$/.test(text)) return undefined;
  const here = posix.normalize(posix.join(posix.dirname(document), text));
  if (span.kind === "link") return { candidates: [here] };
  const ours = /^@muster\/([\w-]+)\/?(.*)$/.exec(text);
  if (ours !== null) return { candidates: insidePackage(ours[1] ?? "", ours[2] ?? "") };
  if (/^@|^\.[\w.-]+$/.test(text)) return undefined;
  const first = text.split("/")[0] ?? "";
  const isShort = packageNames.includes(first) || appNames.includes(first);
  if (text.includes("/")) {
    const short = isShort ? insidePackage(first, text.slice(first.length + 1)) : [];
    if (known.roots.has(first) || isShort) return { candidates: [text, here, ...short] };
  }
  if (!ourEnding.test(text)) return undefined;
  return { candidates: text.includes("/") ? [text, here] : [text, here, `**/${text}`] };
}

function insidePackage(name: string, rest: string): readonly string[] {
  const base = appNames.includes(name) ? `apps/${name}` : `packages/${name}`;
  return rest === "" ? [base] : [`${base}/src/${rest}`, `${base}/${rest}`];
}

function isKnown(path: string, known: Known): boolean {
  return braces(path).every((one) => {
    if (one.startsWith("**/")) return known.names.has(one.slice(3)) || /[<*…]/.test(one.slice(3));
    const wild = one.search(/[<*…]/);
    if (wild === -1) return known.paths.has(one);
    const folder = one.slice(0, Math.max(0, one.lastIndexOf("/", wild)));
    return folder === "" || known.paths.has(folder);
  });
}

/** `a/{b,c}/d` → `a/b/d`, `a/c/d`. */
function braces(path: string): readonly string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/.exec(path);
  if (match === null) return [path];
  return (match[2] ?? "").split(",").flatMap((one) => braces(`${match[1]}${one}${match[3]}`));
}

function commandRefusal(text: string, known: Known): string | undefined {
  const line = text.replace(/^\$\s+/, "");
  const script = /^npm\s+(?:run\s+([\w:-]+)|(start|test)\b)/.exec(line);
  if (script !== null) {
    const name = script[1] ?? script[2] ?? "";
    return known.scripts.has(name) ? undefined : `package.json has no script ${name}`;
  }
  const words = /^(?:npx\s+)?muster\s+([a-z][\w-]*)(?:\s+([a-z][\w|-]*))?/.exec(line);
  if (words === null || known.commands === undefined) return undefined;
  const [, first = "", second = ""] = words;
  if (known.commands.includes(first)) return undefined;
  const group = known.commands.filter((name) => name.startsWith(`${first} `));
  if (group.length === 0) return `muster has no command ${first}`;
  const isKnown = (name: string): boolean =>
    group.some((command) => command === name || command.startsWith(`${name} `));
  const missing = second.split("|").find((one) => one !== "" && !isKnown(`${first} ${one}`));
  return missing === undefined ? undefined : `muster has no command ${first} ${missing}`;
}
