import type { allRoutes } from "@muster/api/all-routes.ts";
import { columnsOf } from "@muster/oneroster/csv/columns.ts";
import { type TableName, tableNames } from "@muster/oneroster/model/table-name.ts";
import { templateWords } from "@muster/rules/report/template-words.ts";
import { allToldCodes, type ToldCode, toldCode } from "@muster/rules/report/told-code.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { Answers } from "../answer.ts";

/** Answers about codes, and the files one may begin with. */
export const answerCode: Answers<(typeof allRoutes)["code"]> = {
  listCodes: async () => ({ items: allToldCodes().map(codeItem) }),
  showCode: async ({ params }) => {
    const told = toldCode(params.code);
    if (told === undefined) throw new Fault("request.path.unknown", "never", "there is no such code");
    return codeItem(told);
  },
  listTemplates: async () => ({
    items: tableNames.map((table) => ({
      ...{ name: `${table}.csv`, ...templateWords[table], columns: [...templateColumns(table)] },
      needed: [...neededColumns(table)],
    })),
  }),
  showTemplate: async ({ params }) => {
    const table = tableNames.find((name) => `${name}.csv` === params.name);
    if (table === undefined) throw new Fault("request.path.unknown", "never", "there is no such file");
    return { name: `${table}.csv`, chunks: headerOf(table) };
  },
};

function codeItem({ code, kind, severity, says, message }: ToldCode) {
  return { code, kind, severity: severity ?? null, says, message };
}

async function* headerOf(table: TableName): AsyncGenerator<string> {
  yield `${templateColumns(table).join(",")}\r\n`;
}

/** The columns of the version that most exports speak, without those that are never read. */
function templateColumns(table: TableName): readonly string[] {
  const { dropped, ...columns } = columnsOf[table];
  return (columns["1.1"] ?? columns["1.2"] ?? []).filter((column) => !dropped.includes(column));
}

function neededColumns(table: TableName): readonly string[] {
  return columnsOf[table].needed[columnsOf[table]["1.1"] === undefined ? "1.2" : "1.1"];
}
