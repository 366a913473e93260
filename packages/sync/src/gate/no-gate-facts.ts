import type { GateFacts } from "@muster/rules/gate/gate-facts.ts";

/** The facts of a plan that no source stands behind: only its slices are judged. */
export const noGateFacts: GateFacts = {
  isFirst: false,
  active: {},
  tables: [],
  identity: {
    ...{
      before: 0,
      received: 0,
      known: 0,
      vanished: 0,
      added: 0,
      renumbered: 0,
      zerosLost: 0,
      oddlyShaped: 0,
    },
    example: undefined,
  },
  classes: { before: 0, renumbered: 0, example: undefined },
  absentSchools: [],
  families: [],
  seenBefore: undefined,
  undoneRun: undefined,
};
