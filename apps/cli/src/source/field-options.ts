import { readFile } from "node:fs/promises";
import { Fault } from "@muster/sync/fault.ts";
import type { SourceField, SourceKind, SourceValues } from "@muster/sync/source/source.ts";
import type { Command } from "commander";
import { UsageError } from "../usage-error.ts";
import { askSecret } from "./ask-secret.ts";

/**
 * One flag a field. A secret is no flag, for the whole machine can read a command line: `--password-file FILE` names a
 * file that holds it (`-` is stdin), and where a person sits at the terminal it is asked for.
 */
export function addFieldOptions(command: Command, kind: Pick<SourceKind, "fields">): Command {
  for (const field of kind.fields) {
    if (field.type === "secret")
      command.option(
        `--${field.key}-file <file>`,
        `${field.label}: a file that holds it; - reads it from stdin`,
      );
    else command.option(`--${field.key} <${field.type}>`, helpOf(field));
  }
  return command;
}

function helpOf({ label, help, choices, fallback }: SourceField): string {
  const one = choices === undefined ? "" : ` One of: ${choices.join(", ")}.`;
  const unless = fallback === undefined || fallback === "" ? "" : ` ${fallback} unless told.`;
  return `${label}. ${help}${one}${unless}`;
}

/** What commander gives for the flags of one kind: by the flag's name in camel case. */
export type FieldOptions = Readonly<Record<string, unknown>>;

/** @throws Fault `source.secret.unreadable`; UsageError where two secrets are to come from stdin */
export async function readFieldValues(
  kind: Pick<SourceKind, "fields">,
  options: FieldOptions,
  ask: { readonly mayAsk: boolean },
): Promise<SourceValues> {
  const values: Record<string, string> = {};
  let stdin = "";
  for (const field of kind.fields) {
    if (field.type !== "secret") {
      const given = options[camel(field.key)];
      if (typeof given === "string") values[field.key] = given;
      continue;
    }
    const file = options[camel(`${field.key}-file`)];
    if (typeof file === "string") {
      if (file === "-" && stdin !== "")
        throw new UsageError("Only one secret can come from stdin.", `--${field.key}-file <file>`);
      if (file === "-") stdin = field.key;
      values[field.key] = await readSecret(field, file);
    } else if (ask.mayAsk && field.fallback === undefined) {
      values[field.key] = await askSecret(field.label);
    }
  }
  return values;
}

/** A secret as a file holds it: without the line's end that an editor adds. */
async function readSecret(field: SourceField, file: string): Promise<string> {
  try {
    const text = file === "-" ? await readStdin() : await readFile(file, "utf8");
    return text.replace(/\r?\n$/, "");
  } catch (error) {
    throw new Fault(
      "source.secret.unreadable",
      "never",
      `${field.label} cannot be read from there`,
      { field: field.key, label: field.label },
      { cause: error },
    );
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function camel(key: string): string {
  return key.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
