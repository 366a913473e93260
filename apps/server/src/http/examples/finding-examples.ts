import type { ExamplesOf } from "./route-example.ts";

const code = async () => ({ code: "class.teacher.missing" });

export const findingExamples: ExamplesOf<"finding"> = {
  listProblems: {},
  listProblemRows: { params: code, namesWord: true },
  exportProblems: {},
  muteProblem: {
    params: code,
    namesWord: true,
    // The district of the matrix lives in a year of its own: what is refused here is the day, and only after the right.
    body: async () => ({ reason: "The summer school", until: "1999-01-01" }),
    status: 400,
  },
  unmuteProblem: { params: code, namesWord: true },
  showProblemDays: {},
};
