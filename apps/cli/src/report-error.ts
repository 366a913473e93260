import { UnreadableFile } from "@muster/oneroster/csv/unreadable-file.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import { faultMessage, findingMessage, type Message } from "@muster/rules/report/message.ts";
import { messageText } from "@muster/rules/report/message-text.ts";
import { Fault } from "@muster/sync/fault.ts";
import { findingFrom } from "@muster/sync/snapshot/finding-from.ts";
import { DamagedInput } from "@muster/sync/source/damaged-input.ts";
import type { CommanderError } from "commander";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodeOfFault, exitCodes } from "./exit-code.ts";
import { printJson } from "./print.ts";
import { namingDistrict } from "./typed-command.ts";
import { UsageError } from "./usage-error.ts";

/** How the command was typed that failed. */
export interface Asked {
  readonly isJson: boolean;
  /** The district that was named, where one was. */
  readonly district?: string | undefined;
}

/** What went wrong, as it is told. */
interface Told {
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
  readonly document: Readonly<Record<string, unknown>>;
}

/**
 * Tells why a command could not do its work: six parts on stderr, the same as JSON on stdout where JSON was asked
 * for. A stack is our own business and shown with MUSTER_DEBUG=1 alone.
 */
export function reportError(cli: Cli, error: unknown, asked: Asked): ExitCode {
  cli.progress.end();
  const { exitCode, lines, document } = tell(cli, error, asked.district);
  for (const line of lines) cli.terminal.note(line);
  if (asked.isJson) printJson(cli.terminal, { outcome: outcomeOf(exitCode), error: document });
  if (cli.config.isDebug && error instanceof Error) cli.terminal.note(error.stack ?? error.message);
  return exitCode;
}

/**
 * The JSON of a command that was typed in a way that means nothing. Commander has said it in words on stderr, and
 * stopped before it knew the options: whether JSON was asked for is to be seen in the words alone.
 */
export function reportUsage(cli: Cli, error: CommanderError, words: readonly string[]): ExitCode {
  const ended = words.indexOf("--");
  const options = ended === -1 ? words : words.slice(0, ended);
  if (options.includes("--json")) {
    const isHelp = error.code === "commander.help";
    const what = isHelp ? "A command is missing" : error.message.replace(/^error: /, "");
    const document = { code: "usage", what, fix: "See what can be typed: npx muster help" };
    printJson(cli.terminal, { outcome: outcomeOf(exitCodes.usage), error: document });
  }
  return exitCodes.usage;
}

function tell(cli: Cli, error: unknown, district: string | undefined): Told {
  if (error instanceof UsageError) {
    const what = error.message;
    const fix = namingDistrict(error.fix, district);
    return { exitCode: exitCodes.usage, lines: [what, fix], document: { code: "usage", what, fix } };
  }
  if (error instanceof Fault) {
    const message = faultMessage(error);
    const fix = namingDistrict(message.fix, district);
    const fault = told(cli, exitCodeOfFault(error.code), { ...message, fix }, error.facts);
    // What Ctrl-C left behind was said when it was pressed.
    return fault.exitCode === exitCodes.interrupted ? { ...fault, lines: [] } : fault;
  }
  const finding = findingIn(error);
  if (finding !== undefined)
    return told(cli, exitCodes.inputRejected, findingMessage(finding), { ...finding.facts });
  const message = faultMessage({ code: "run.assertion.failed", facts: {} });
  if (!wasCommitted(cli)) return told(cli, exitCodes.ourFailure, message, {});
  return told(
    cli,
    exitCodes.ourFailure,
    { ...message, did: "The changes had been applied before this happened." },
    {},
  );
}

function told(
  { terminal }: Cli,
  exitCode: ExitCode,
  message: Message,
  facts: Readonly<Record<string, unknown>>,
): Told {
  return { exitCode, lines: messageText(message, terminal.noteWidth()), document: { ...message, facts } };
}

/** An input that turned out to be damaged while it was read: the sender's matter, whatever was thrown for it. */
function findingIn(error: unknown): Finding | undefined {
  if (error instanceof DamagedInput) return error.finding;
  return error instanceof UnreadableFile ? findingFrom(error.diagnostic) : undefined;
}

/** The directory changes in one transaction, and whatever follows it is verifying and reporting. */
function wasCommitted(cli: Cli): boolean {
  const stage = cli.progress.stage();
  return stage === "verify" || stage === "report";
}

function outcomeOf(exitCode: ExitCode): string {
  if (exitCode === exitCodes.inputRejected) return "rejected_input";
  if (exitCode === exitCodes.superseded) return "superseded";
  return exitCode === exitCodes.interrupted ? "cancelled" : "failed";
}
