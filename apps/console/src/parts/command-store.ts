import { createSpotlight } from "@mantine/spotlight";

/** Whether the menu that goes anywhere is open, and what opens it. */
export const [commandStore, commands] = createSpotlight();
