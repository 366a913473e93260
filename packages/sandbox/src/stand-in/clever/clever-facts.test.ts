import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { practiceDistrict } from "../../practice.ts";
import { startCleverStandIn } from "./start-clever-stand-in.ts";

/** Clever's own Swagger files, reduced to their operations and definitions, where somebody put them beside the project. */
const file = path.resolve(import.meta.dirname, "../../../../../../shared/standards/clever/clever-facts.json");
const skip = existsSync(file) ? false : "the folder ../shared/standards/clever is not here";

// biome-ignore lint/suspicious/noExplicitAny: a description of JSON in JSON, read by nobody but this test
type Described = any;

/** What is wrong with a value, by the description of its field. Clever promises no field, so that none is missing. */
function mistakesOf(
  definitions: Described,
  field: Described,
  value: Described,
  at: string,
): readonly string[] {
  if (value === null) return field.nullable === true ? [] : [`${at} is null`];
  if (field.array !== undefined) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((one, nth) => mistakesOf(definitions, field.array, one, `${at}/${nth}`));
  }
  if (field.ref === undefined) return plainMistakes(field, value, at);
  return Object.entries(value).flatMap(([name, inside]) => {
    const known = definitions[field.ref][name];
    // `uri` beside an object, and links of one alone, are documented and not in Swagger.
    if (known === undefined) return name === "uri" || name === "links" ? [] : [`${at}/${name} is not known`];
    return mistakesOf(definitions, known, inside, `${at}/${name}`);
  });
}

function plainMistakes(
  { type, enum: words, pattern }: Described,
  value: Described,
  at: string,
): readonly string[] {
  if (typeof value !== (type === "integer" ? "number" : type)) return [`${at} is no ${type}`];
  if (words !== undefined && !words.includes(value)) return [`${at} is not one of the words`];
  return pattern === undefined || new RegExp(`^${pattern}$`).test(value) ? [] : [`${at} has another form`];
}

test("what is listed is as Clever's own files say, and a length is told where they know the question", {
  skip,
}, async (t) => {
  const { apis } = JSON.parse(readFileSync(file, "utf8"));
  const clever = await startCleverStandIn({
    ...{ district: practiceDistrict("monday"), sharing: { demographics: true } },
  });
  t.after(() => clever.close());
  const headers = { authorization: `Bearer ${clever.keys.token}` };
  const ask = async (url: string): Promise<Described> =>
    (await fetch(clever.origin + url, { headers })).json();
  for (const version of ["v3.0", "v3.1"]) {
    const { operations, definitions } = apis[version];
    const [school] = (await ask(`/${version}/schools`)).data;
    const lists = operations.filter(
      (one: Described) => !one.path.includes("{id}") || one.path.startsWith("/schools/{id}/"),
    );
    for (const { path: template, query, returns } of lists) {
      const asked = `/${version}${template.replace("{id}", school.data.id)}?limit=100&count=true`;
      const { count, ...said } = await ask(asked);
      assert.deepEqual(mistakesOf(definitions, { ref: returns }, said, asked).slice(0, 5), []);
      assert.equal(typeof count, query.count === undefined ? "undefined" : "number", asked);
    }
  }
});
