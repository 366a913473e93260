import { Button, Popover, Stack, Text, TextInput } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { dayOf } from "../../parts/file-name.ts";

/** Leads to a person as they were at the end of another day. */
export function DayPicker({ personId, shown = "" }: { readonly personId: number; readonly shown?: string }) {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [day, setDay] = useState(shown);
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus withArrow shadow="md" position="bottom-end">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconCalendar size={16} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          Another day
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Another day">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (day === "") return;
            setOpen(false);
            void navigate({
              to: "/people/$person",
              params: { person: String(personId) },
              search: { on: day },
            });
          }}
        >
          <Stack gap="sm">
            <Text size="sm" maw="16rem">
              Shows who they were, their classes and their family at the end of a past day.
            </Text>
            <TextInput
              type="date"
              label="Day"
              value={day}
              required
              withAsterisk={false}
              max={yesterday()}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
            <Button type="submit">Show that day</Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The last day that is over, by the reader's clock. */
function yesterday(): string {
  const before = new Date();
  before.setDate(before.getDate() - 1);
  return dayOf(before);
}
