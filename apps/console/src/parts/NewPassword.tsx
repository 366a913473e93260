import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/** Where a new password is typed, with what makes a good one. */
export function NewPassword(given: PasswordInputProps) {
  return (
    <PasswordInput
      {...given}
      label="New password"
      description="At least 12 characters. Several words that have nothing to do with each other are best."
      autoComplete="new-password"
      required
    />
  );
}
