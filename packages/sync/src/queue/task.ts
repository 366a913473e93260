/**
 * What an errand is to do: fetch from its source and apply what may be applied (`sync`), fetch and seal a plan alone
 * (`plan`), or take the files that somebody has brought (`upload`).
 */
export type Task = { readonly does: "sync" | "plan" } | UploadTask;

/** Files that lie in the home, under the number of the upload, until the errand is settled for good. */
export interface UploadTask {
  readonly does: "upload";
  readonly uploadId: string;
  /** False: a plan is sealed and nothing of the directory changes. */
  readonly applies: boolean;
  /** Whoever is not in the files has left, or is kept: the files hold only what is new (connect.md §9.6). */
  readonly missing: "left" | "kept";
  /** The files speak of this school alone. */
  readonly schoolId: number | undefined;
}

/** Whether a task may change the directory. */
export function applies(task: Task): boolean {
  return task.does === "upload" ? task.applies : task.does === "sync";
}

/** The columns of an errand that say what it is to do. */
export const taskColumns = "task, applies, upload_id, missing, school_id";

export interface TaskRow extends Record<string, unknown> {
  readonly task: Task["does"];
  readonly applies: boolean;
  readonly upload_id: string | null;
  readonly missing: "left" | "kept" | null;
  readonly school_id: number | null;
}

export function taskOf({ task, applies, upload_id, missing, school_id }: TaskRow): Task {
  if (task !== "upload") return { does: task };
  if (upload_id === null || missing === null)
    throw new Error("an upload has files and says what absence means");
  return { does: task, uploadId: upload_id, applies, missing, schoolId: school_id ?? undefined };
}

/** The values of `taskColumns`, in their order. */
export function taskValues(task: Task): readonly unknown[] {
  if (task.does !== "upload") return [task.does, applies(task), null, null, null];
  return [task.does, task.applies, task.uploadId, task.missing, task.schoolId ?? null];
}
