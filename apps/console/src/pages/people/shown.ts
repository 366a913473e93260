import type { showClassroom } from "@muster/api/resource/classroom.ts";
import type { showPerson } from "@muster/api/resource/person.ts";
import type { Answered } from "@muster/api/route.ts";

/** A person and a class as their pages show them. */
export type ShownPerson = Answered<typeof showPerson>;
export type ShownClassroom = Answered<typeof showClassroom>;
