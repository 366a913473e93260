import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { practiceDistrict } from "../../practice.ts";
import { startCleverStandIn } from "./start-clever-stand-in.ts";

/** Clever's own Swagger files, reduced to their operations and definitions, where somebody put them beside the project. */
const file = path.resolve(import.meta.dirname, "../../../../../../shared/standards/clever/clever-facts.json");
const skip = existsSync(file) ? false : "the folder ../shared/standards/clever is not here";

/** What is said of a field: a list of something, an object of a kind, or a plain value. */
interface Field {
  readonly nullable?: boolean;
  readonly array?: Field;
  readonly ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
}

/** The fields of each kind of object. */
type Definitions = Readonly<Record<string, Readonly<Record<string, Field>>>>;

/** One version of the interface. */
interface Api {
  readonly definitions: Definitions;
  readonly operations: readonly {
    readonly path: string;
    readonly query: Readonly<Record<string, unknown>>;
    readonly returns: string;
  }[];
}

/** What comes back for a list, as far as it is read here. */
interface Listed {
  readonly count?: unknown;
  readonly data: readonly { readonly data: { readonly id: string } }[];
}

/** What is wrong with a value, by the description of its field. Clever promises no field, so that none is missing. */
function mistakesOf(definitions: Definitions, field: Field, value: unknown, at: string): readonly string[] {
  if (value === null) return field.nullable === true ? [] : [`${at} is null`];
  const { array, ref } = field;
  if (array !== undefined) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((one, nth) => mistakesOf(definitions, array, one, `${at}/${nth}`));
  }
  if (ref === undefined) return plainMistakes(field, value, at);
  if (typeof value !== "object") return [`${at} is no object`];
  return Object.entries(value).flatMap(([name, inside]) => {
    const known = definitions[ref]?.[name];
    // `uri` beside an object, and links of one alone, are documented and not in Swagger.
    if (known === undefined) return name === "uri" || name === "links" ? [] : [`${at}/${name} is not known`];
    return mistakesOf(definitions, known, inside, `${at}/${name}`);
  });
}

function plainMistakes({ type, enum: words, pattern }: Field, value: unknown, at: string): readonly string[] {
  if (typeof value !== (type === "integer" ? "number" : type)) return [`${at} is no ${type}`];
  if (words !== undefined && !words.includes(value)) return [`${at} is not one of the words`];
  return pattern === undefined || new RegExp(`^${pattern}$`).test(String(value))
    ? []
    : [`${at} has another form`];
}

test("what is listed is as Clever's own files say, and a length is told where they know the question", {
  skip,
}, async (t) => {
  const { apis }: { readonly apis: Readonly<Record<string, Api>> } = JSON.parse(readFileSync(file, "utf8"));
  const clever = await startCleverStandIn({
    ...{ district: practiceDistrict("monday"), sharing: { demographics: true } },
  });
  t.after(() => clever.close());
  const headers = { authorization: `Bearer ${clever.keys.token}` };
  const ask = async (url: string): Promise<Listed> =>
    (await (await fetch(clever.origin + url, { headers })).json()) as Listed;
  for (const version of ["v3.0", "v3.1"]) {
    const api = apis[version];
    assert.ok(api);
    const { operations, definitions } = api;
    const [school] = (await ask(`/${version}/schools`)).data;
    const lists = operations.filter(
      ({ path: at }) => !at.includes("{id}") || at.startsWith("/schools/{id}/"),
    );
    for (const { path: template, query, returns } of lists) {
      const asked = `/${version}${template.replace("{id}", school?.data.id ?? "")}?limit=100&count=true`;
      const { count, ...said } = await ask(asked);
      assert.deepEqual(mistakesOf(definitions, { ref: returns }, said, asked).slice(0, 5), []);
      assert.equal(typeof count, query.count === undefined ? "undefined" : "number", asked);
    }
  }
});
