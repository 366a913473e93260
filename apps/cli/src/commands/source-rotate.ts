import { kindOf } from "@muster/sync/connection/kind-of.ts";
import { type Rotated, rotateSource } from "@muster/sync/connection/rotate-source.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import type { SourceKind } from "@muster/sync/source/source.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import type { DistrictOption } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { addFieldOptions, type FieldOptions, readFieldValues } from "../source/field-options.ts";
import { findSource } from "../source/find-source.ts";
import { sightingLines } from "../source/source-lines.ts";
import { fetchProgress, withSourceWorld } from "../source/with-source-world.ts";
import { namingDistrict } from "../typed-command.ts";
import { UsageError } from "../usage-error.ts";

interface RotateOptions extends DistrictOption {
  readonly json?: boolean;
  readonly anew?: boolean;
}

/** `source rotate`: new secrets for a source, tested before the old ones go. */
export function addRotate(add: (usage: string, description: string) => Command, cli: Cli): void {
  const command = add(
    "rotate",
    "Replaces a source's secret or key pair. The new one is tested first; until it opens the source, the old one stays.",
  )
    .argument("<source>", "its number in the list", readNumber)
    .option("--anew", "makes another key pair, though one waits for its public half to be put in place");
  const secrets = new Map(
    [...sourceKinds.values()].flatMap((kind) => secretsOf(kind).fields.map((field) => [field.key, field])),
  );
  addFieldOptions(command, { fields: [...secrets.values()] });
  command.action(
    action(cli, (id: number, options: RotateOptions & FieldOptions, _command: Command) =>
      rotate(cli, id, options),
    ),
  );
}

function secretsOf(kind: SourceKind): Pick<SourceKind, "fields"> {
  return { fields: kind.fields.filter(({ type }) => type === "secret") };
}

async function rotate(cli: Cli, sourceId: number, options: RotateOptions & FieldOptions): Promise<ExitCode> {
  const rotated = await withSourceWorld(cli, async (world) => {
    const { districtId, kind: name } = await findSource(world, sourceId, options);
    const secrets = secretsOf(kindOf(world.kinds, name));
    if (secrets.fields.length === 0) throw withoutSecret(sourceId, name);
    const given = await readFieldValues(secrets, options, { mayAsk: false });
    return rotateSource(
      world,
      { districtId, sourceId, given, isAnew: options.anew === true },
      fetchProgress(cli),
    );
  });
  cli.progress.end();
  if (options.json === true) printJson(cli.terminal, { source: sourceId, ...rotated });
  else
    for (const line of rotatedLines(sourceId, rotated))
      cli.terminal.out(namingDistrict(line, options.district));
  return exitCodes.done;
}

function withoutSecret(sourceId: number, kind: string): UsageError {
  return new UsageError(
    `Source ${sourceId} keeps no secret of another server.`,
    kind === "drop" ? `npx muster drop password ${sourceId}` : "npx muster source list",
  );
}

function rotatedLines(sourceId: number, rotated: Rotated): readonly string[] {
  if (rotated.state === "replaced")
    return [
      `The new secret opens source ${sourceId} and has replaced the old one.`,
      ...sightingLines(rotated.sighting),
    ];
  return [
    rotated.publicKey,
    "Give this line to whoever runs the site. The old key stays in use; leave it in place as well.",
    `Then, to test the new one and take it:  npx muster source rotate ${sourceId}`,
  ];
}
