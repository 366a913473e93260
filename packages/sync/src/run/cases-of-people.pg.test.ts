import { after, test } from "node:test";
import { listWalks } from "./case/list-walks.ts";

/** The catalogue of bad input, second part: who people are, what refers to what, families, seasons. */
const walks = await listWalks("people", 75);
after(walks.close);
for (const { title, walk } of walks.all) test(title, walk);
