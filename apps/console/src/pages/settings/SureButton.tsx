import { Button } from "@mantine/core";
import { useState } from "react";

/** A button for what cannot be taken back: the first press asks, the second does it, and leaving it forgets the question. */
export function SureButton({
  label,
  says,
  sureLabel,
  sureSays,
  isBusy,
  onSure,
}: {
  readonly label: string;
  /** The label as it is read out, with the name of what it is done to. */
  readonly says: string;
  readonly sureLabel: string;
  /** The question's answer as it is read out. */
  readonly sureSays: string;
  readonly isBusy: boolean;
  readonly onSure: () => void;
}) {
  const [isAsked, setAsked] = useState(false);
  const press = () => {
    setAsked(!isAsked);
    if (isAsked) onSure();
  };
  return (
    <Button
      size="compact-sm"
      variant={isAsked ? "filled" : "default"}
      {...(isAsked ? { color: "red" } : {})}
      aria-label={isAsked ? sureSays : says}
      loading={isBusy}
      onClick={press}
      onBlur={() => setAsked(false)}
    >
      {isAsked ? sureLabel : label}
    </Button>
  );
}
