import { faultMessage } from "@muster/rules/report/message.ts";
import { messageText } from "@muster/rules/report/message-text.ts";
import { noticeKinds } from "@muster/rules/report/notice/notice.ts";
import {
  addRecipient,
  listRecipients,
  type NoticeRecipient,
  removeRecipient,
} from "@muster/sync/directory/notice-recipients.ts";
import { listTrouble, type OpenTrouble } from "@muster/sync/notice/list-trouble.ts";
import { type TriedRecipient, tryRecipients } from "@muster/sync/notice/try-recipients.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { noticeWorld } from "../notice-world.ts";
import { printJson, printTable } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { namingDistrict } from "../typed-command.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

interface NoticeOptions extends DistrictOption {
  readonly json?: boolean;
  readonly only?: string;
}

/** Who is told when a sync needs a person. */
export function addNotice(program: Command, cli: Cli): void {
  const group = program
    .command("notice")
    .summary("who is told when something is wrong")
    .description("Who is told when something is wrong: once for a cause, and once when it is over.");
  const command = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"));
  command("add", "Tells somebody by mail, or a program by webhook, from now on.")
    .argument("<way>", "mail or webhook")
    .argument("<address>", "kim@oak.example.org, or https://hooks.example.org/muster")
    .option("--only <kinds>", `some kinds of notices, with commas: ${noticeKinds.join(", ")}`)
    .action(
      action(cli, (way: string, address: string, options: NoticeOptions, _command: Command) =>
        add(cli, way, address, options),
      ),
    );
  command("list", "Lists who is told, whether they can be reached, and what is wrong now.").action(
    action(cli, (options: NoticeOptions, _command: Command) => list(cli, options)),
  );
  command("remove", "Tells them no longer. What waits for them is not sent.")
    .argument("<number>", "their number in the list", readNumber)
    .action(action(cli, (id: number, options: NoticeOptions, _command: Command) => remove(cli, id, options)));
  command("test", "Sends a trial to one of them or to all, and says what came of it.")
    .argument("[number]", "their number in the list", readNumber)
    .action(
      action(cli, (id: number | undefined, options: NoticeOptions, _command: Command) =>
        tryOut(cli, id, options),
      ),
    );
}

async function add(cli: Cli, way: string, address: string, options: NoticeOptions): Promise<ExitCode> {
  if (way !== "mail" && way !== "webhook")
    throw new UsageError(
      `Muster tells by mail or webhook, not by ${way}.`,
      "npx muster notice add mail kim@oak.example.org",
    );
  const kinds = readKinds(options.only);
  const { allowsPrivateHosts, operator } = cli.config;
  const added = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return addRecipient(world.db, world.keys, {
      ...{ districtId, kind: way, address, kinds, operator, allowsPrivateHosts },
      at: world.now().toISOString(),
    });
  });
  if (options.json === true) printJson(cli.terminal, { ...added });
  else {
    cli.terminal.out(`${added.address} is told from now on, as number ${added.recipientId}.`);
    if (added.secret !== undefined)
      cli.terminal.out(`The secret that signs, shown this once:  ${added.secret}`);
    const next = `To see whether it arrives:  npx muster notice test ${added.recipientId}`;
    cli.terminal.out(namingDistrict(next, options.district));
  }
  return exitCodes.done;
}

function readKinds(only: string | undefined): readonly string[] {
  const kinds = (only ?? "").split(",").flatMap((kind) => (kind.trim() === "" ? [] : [kind.trim()]));
  const unknown = kinds.find((kind) => !noticeKinds.some((known) => known === kind));
  if (unknown === undefined) return [...new Set(kinds)];
  throw new UsageError(
    `There is no kind of notice named ${unknown}.`,
    `There are: ${noticeKinds.join(", ")}`,
  );
}

async function list(cli: Cli, options: NoticeOptions): Promise<ExitCode> {
  const { recipients, trouble } = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return {
      recipients: await listRecipients(world.db, districtId),
      trouble: await listTrouble(world.db, districtId),
    };
  });
  if (options.json === true) {
    printJson(cli.terminal, { hasMailServer: cli.config.mail !== undefined, recipients, trouble });
    return exitCodes.done;
  }
  if (recipients.length === 0)
    cli.terminal.out(
      namingDistrict(
        "Nobody is told. To change that:  npx muster notice add mail <address>",
        options.district,
      ),
    );
  else
    printTable(
      cli.terminal,
      ["number", "by", "address", "which", "state"],
      recipients.map((one) => [
        ...[String(one.recipientId), one.kind, one.address],
        ...[one.kinds.length === 0 ? "all" : one.kinds.join(", "), stateText(one)],
      ]),
    );
  if (cli.config.mail === undefined && recipients.some(({ kind }) => kind === "mail"))
    cli.terminal.out("No mail server is set here (MUSTER_SMTP_URL and MUSTER_MAIL_FROM): mails wait.");
  for (const line of troubleLines(trouble)) cli.terminal.out(line);
  return exitCodes.done;
}

function stateText({ problem, failingSince, reachedAt, waiting, unconfirmed }: NoticeRecipient): string {
  const parts = [
    problem === null
      ? reachedAt === null
        ? "never tried"
        : `reached on ${reachedAt.slice(0, 10)}`
      : `not reached since ${failingSince?.slice(0, 10)}: ${problem}`,
    ...(waiting === 0 ? [] : [`${waiting} waiting`]),
    ...(unconfirmed === 0 ? [] : [`${unconfirmed} of which nobody knows whether they arrived`]),
  ];
  return parts.join("; ");
}

function troubleLines(trouble: readonly OpenTrouble[]): readonly string[] {
  if (trouble.length === 0) return ["", "Nothing is wrong that is known of."];
  return [
    "",
    "Open now:",
    ...trouble.map(({ subject, openedAt, toldAt, causes }) => {
      const what = causes.map(({ kind, code }) => (code === "" ? kind : `${kind} ${code}`)).join(", ");
      return `  ${subject}  ${what}, since ${openedAt.slice(0, 10)}${toldAt === null ? ", not told yet: it may pass" : ""}`;
    }),
  ];
}

async function remove(cli: Cli, recipientId: number, options: NoticeOptions): Promise<ExitCode> {
  await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    await removeRecipient(world.db, districtId, recipientId);
  });
  if (options.json === true) printJson(cli.terminal, { recipientId, isRemoved: true });
  else cli.terminal.out(`Number ${recipientId} is told no longer.`);
  return exitCodes.done;
}

async function tryOut(cli: Cli, recipientId: number | undefined, options: NoticeOptions): Promise<ExitCode> {
  const tried = await withWorld(cli, async (world) =>
    tryRecipients(noticeWorld(cli, world), await findDistrict(world, options), recipientId),
  );
  if (options.json === true)
    printJson(cli.terminal, {
      tried: tried.map(({ problem, ...one }) => ({ ...one, problem: problem?.code, facts: problem?.facts })),
    });
  else if (tried.length === 0) cli.terminal.out("Nobody is told, so there was nobody to try.");
  else
    for (const line of tried.flatMap((one) => triedLines(one, cli.terminal.outWidth())))
      cli.terminal.out(line);
  return tried.every(({ problem }) => problem === undefined) ? exitCodes.done : exitCodes.ourFailure;
}

function triedLines({ recipientId, address, problem }: TriedRecipient, width: number): readonly string[] {
  if (problem === undefined) return [`${recipientId}  ${address}  taken by the other side`];
  return [`${recipientId}  ${address}  not taken`, ...messageText(faultMessage(problem), width)];
}
