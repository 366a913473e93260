import { after, test } from "node:test";
import { listWalks } from "./case/list-walks.ts";

/** The catalogue of bad input, first part: what arrives, how it is packed, how it is written, what its header says. */
const walks = await listWalks("files", 123);
after(walks.close);
for (const { title, walk } of walks.all) test(title, walk);
