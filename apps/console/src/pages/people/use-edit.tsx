import type { Values } from "@muster/api/address-of.ts";
import type { editPerson } from "@muster/api/resource/person.ts";
import type { Answered, Route } from "@muster/api/route.ts";
import { useState } from "react";
import type { AskError } from "../../data/ask.ts";
import { useDeed } from "../../data/use-ask.ts";
import { told } from "../../parts/told.ts";

type Edited = Answered<typeof editPerson>;

/** An edit by hand under way: what it was refused for is kept to be shown, what it came to is said in a corner. */
export interface Edit<R extends Route> {
  readonly run: (values: Values<R>, says: string, onDone?: (done: Answered<R>) => void) => void;
  readonly isPending: boolean;
  readonly error: AskError | null;
  readonly refused: Edited["refused"];
  readonly clear: () => void;
}

export function useEdit<R extends Route>(route: R): Edit<R> {
  const deed = useDeed(route);
  const [refused, setRefused] = useState<Edited["refused"]>([]);
  return {
    ...{ isPending: deed.isPending, error: deed.error, refused },
    clear: () => {
      setRefused([]);
      deed.reset();
    },
    run: (values, says, onDone) =>
      deed.mutate(values, {
        onSuccess: (done) => {
          // Every edit answers so; `useEdit` is used with no other route.
          const edited = done as Edited;
          setRefused(edited.refused);
          if (edited.refused.length > 0) return;
          told(
            edited.changes === 0
              ? "It was so already. Nothing was changed."
              : [says, `It is run ${edited.run}, and can be undone.`, ...edited.notes].join(" "),
          );
          onDone?.(done);
        },
      }),
  };
}
