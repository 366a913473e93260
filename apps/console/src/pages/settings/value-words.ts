import type { Setting } from "./settings-answers.ts";

/** A value of a setting as its form offers it. */
export function valueWords({ form }: Pick<Setting, "form">, value: Setting["value"]): string {
  if (form.is === "choice") return form.words.find(({ word }) => word === value)?.label ?? String(value);
  if (form.is === "toggle") return value === true || value === "on" ? "on" : "off";
  return `${value} ${form.unit}`;
}
