import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RestVersion } from "@muster/oneroster/rest/dialect.ts";

/** The OpenAPI files of the standard, where somebody put them beside the project. */
const folder = path.resolve(import.meta.dirname, "../../../../../../shared/standards/openapi");
export const skipsOpenApi = existsSync(folder)
  ? false
  : "the folder ../shared/standards/openapi with the standard's files is not here";

/** The shape of a value, in the words of OpenAPI that these files use. */
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
}

/** What the file says of one thing that can be asked. */
interface Operation {
  readonly responses: Readonly<Record<string, Response | undefined>>;
}

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** A file of OpenAPI, as far as it is read here. */
interface OpenApiFile {
  readonly paths: Readonly<Record<string, { readonly get?: Operation }>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** A description of the interface, and what it says of one answer. */
export interface OpenApi {
  /** What is wrong with the answer to a path of ours (`/schools/:school/classes`); empty: nothing. */
  readonly mistakes: (path: string, status: number, body: unknown) => readonly string[];
}

export function readOpenApi(version: RestVersion): OpenApi {
  const file = version === "1.1" ? "oneroster-1.1.json" : "oneroster-1.2-rostering.json";
  const document: OpenApiFile = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  const byShape = new Map(
    Object.entries(document.paths).map(([name, item]) => [name.replaceAll(/\{\w+\}/g, "*"), item.get]),
  );
  return {
    mistakes: (asked, status, body) => {
      const operation = byShape.get(asked.replaceAll(/:\w+/g, "*"));
      if (operation === undefined) return [`no operation for ${asked}`];
      const response = operation.responses[String(status)] ?? operation.responses.default;
      const schema = response?.content?.["application/json"]?.schema;
      if (schema === undefined) return [`no answer for ${status}`];
      return check({ document, departs: version === "1.1" }, schema, body, "");
    },
  };
}

interface Of {
  readonly document: OpenApiFile;
  /** This file of 1.1 says JSON booleans where the standard's text and its servers have the texts `true` and `false`. */
  readonly departs: boolean;
}

function check(of: Of, schema: Schema, value: unknown, at: string): readonly string[] {
  if (schema.$ref !== undefined) return check(of, resolve(of, schema.$ref), value, at);
  if (schema.anyOf !== undefined)
    return schema.anyOf.some((one) => check(of, one, value, at).length === 0) ? [] : [`${at}: none of`];
  const all = (schema.allOf ?? []).flatMap((one) => check(of, one, value, at));
  return [...all, ...checkType(of, schema, value, at)];
}

function resolve({ document }: Of, ref: string): Schema {
  const name = ref.replace("#/components/schemas/", "");
  const schema = document.components?.schemas?.[name];
  if (schema === undefined) throw new Error(`the file has no shape ${ref}`);
  return schema;
}

function checkType(of: Of, schema: Schema, value: unknown, at: string): readonly string[] {
  switch (schema.type) {
    case "object":
      return checkObject(of, schema, value, at);
    case "array": {
      if (!Array.isArray(value)) return [`${at}: no list`];
      const few = value.length < (schema.minItems ?? 0) ? [`${at}: too few`] : [];
      return [...few, ...value.flatMap((one, index) => check(of, schema.items ?? {}, one, `${at}/${index}`))];
    }
    case "string":
      return checkText(of, schema, value, at);
    case "boolean":
      return typeof value === "boolean" || (of.departs && (value === "true" || value === "false"))
        ? []
        : [`${at}: no boolean`];
    case undefined:
      return [];
    default:
      return [`${at}: ${schema.type} is not known here`];
  }
}

function checkObject(of: Of, schema: Schema, value: unknown, at: string): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at}: no object`];
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${at}/${name} is missing`),
    ...Object.entries(value).flatMap(([name, inside]) => {
      const known = schema.properties?.[name];
      if (known !== undefined) return check(of, known, inside, `${at}/${name}`);
      return schema.additionalProperties === false ? [`${at}/${name} is not known`] : [];
    }),
  ];
}

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  "date-time": (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text)),
  uri: (text) => URL.canParse(text),
};

function checkText({ departs }: Of, schema: Schema, value: unknown, at: string): readonly string[] {
  // The same file has one text for the periods of a class, where the standard has a list.
  if (departs && at.endsWith("/periods") && Array.isArray(value)) return [];
  if (typeof value !== "string") return [`${at}: no text`];
  const wrong: string[] = [];
  if (schema.enum !== undefined && !schema.enum.includes(value)) wrong.push(`${at}: not one of the words`);
  if (schema.pattern !== undefined && !new RegExp(`^(?:${schema.pattern})$`).test(value))
    wrong.push(`${at}: another form`);
  const isForm = schema.format === undefined ? undefined : formats[schema.format];
  if (schema.format !== undefined && isForm === undefined)
    wrong.push(`${at}: ${schema.format} is not known here`);
  if (isForm !== undefined && !isForm(value)) wrong.push(`${at}: no ${schema.format}`);
  return wrong;
}
