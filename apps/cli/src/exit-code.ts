import type { Outcome } from "@muster/rules/model/outcome.ts";

/** What a process says with its exit code (design §6). 3 is left to a later `--detailed-exitcode`. */
export const exitCodes = {
  done: 0,
  ourFailure: 1,
  usage: 2,
  inputRejected: 4,
  held: 5,
  sourceUnreachable: 6,
  notAllowed: 7,
  superseded: 8,
  verificationFailed: 9,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** How a run that was to change the directory ended. */
export function exitCodeOfOutcome(outcome: Outcome): ExitCode {
  switch (outcome) {
    case "applied":
    case "no_changes":
    case "undone":
      return exitCodes.done;
    case "held":
    case "partly_applied":
      return exitCodes.held;
    case "rejected_input":
      return exitCodes.inputRejected;
    case "superseded":
      return exitCodes.superseded;
    case "cancelled":
      return exitCodes.interrupted;
    case "failed":
      return exitCodes.ourFailure;
    default:
      return outcome satisfies never;
  }
}

/** A command that only looks (`plan`, `undo` without --apply) has done its work when there is a plan to look at. */
export function exitCodeOfPlan(outcome: Outcome): ExitCode {
  return outcome === "held" || outcome === "partly_applied" ? exitCodes.done : exitCodeOfOutcome(outcome);
}

/** Faults that are about what was typed, beside all those of something unknown or ambiguous. */
const usage = new Set([
  "district.name.needed",
  "district.name.taken",
  "school.name.taken",
  "plan.reason.needed",
  "plan.choice.empty",
  "plan.count.needed",
  "run.journal.empty",
  "setting.value.invalid",
  "notice.address.invalid",
  "notice.address.taken",
  "source.id.needed",
  "source.field.missing",
  "source.field.invalid",
  "source.follows.needed",
  "source.key.kept",
  "source.address.invalid",
  "schedule.season.invalid",
  "drop.account.taken",
  "drop.account.missing",
  "drop.key.private",
  "drop.key.unreadable",
  "drop.key.weak",
  "drop.address.invalid",
]);

const known: ReadonlyMap<string, ExitCode> = new Map<string, ExitCode>([
  ["plan.basis.stale", exitCodes.superseded],
  ["plan.state.superseded", exitCodes.superseded],
  ["plan.state.applied", exitCodes.superseded],
  ["plan.state.declined", exitCodes.superseded],
  ["plan.record.conflict", exitCodes.superseded],
  ["run.claim.lost", exitCodes.superseded],
  ["plan.approval.needed", exitCodes.held],
  ["plan.second.needed", exitCodes.held],
  ["setting.approvers.needed", exitCodes.notAllowed],
  ["access.approver.last", exitCodes.notAllowed],
  ["link.sourced-id.taken", exitCodes.notAllowed],
  ["source.look.needed", exitCodes.notAllowed],
  ["schedule.district.paused", exitCodes.notAllowed],
  ["schedule.season.frozen", exitCodes.notAllowed],
  ["schedule.source.paused", exitCodes.notAllowed],
  // A server that nobody knows, and one that is not known to be the right one.
  ["source.host.unknown", exitCodes.sourceUnreachable],
  ["source.hostkey.unknown", exitCodes.sourceUnreachable],
  ["drop.files.none", exitCodes.sourceUnreachable],
  ["output.folder.taken", exitCodes.notAllowed],
  ["output.path.unwritable", exitCodes.notAllowed],
  ["run.verify.failed", exitCodes.verificationFailed],
  ["run.signal.interrupted", exitCodes.interrupted],
]);

/** What a fault's code means to whoever started the command. Decided by the code, never by its text. */
export function exitCodeOfFault(code: string): ExitCode {
  const told = known.get(code);
  if (told !== undefined) return told;
  if (usage.has(code) || /\.(?:unknown|ambiguous)$/.test(code)) return exitCodes.usage;
  return code.startsWith("source.") ? exitCodes.sourceUnreachable : exitCodes.ourFailure;
}
