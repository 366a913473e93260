import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** One green for what we are, blue for what a person does, and words beside every colour. Contrast is checked by tests. */
const fern: MantineColorsTuple = [
  "#ecf7f3",
  "#d8ece5",
  "#addacb",
  "#7fc7af",
  "#5ab798",
  "#43ad89",
  "#288a6b",
  "#1f6f5c",
  "#185a4a",
  "#0c4437",
];

/** The console's one visual language. */
export const theme = createTheme({
  primaryColor: "fern",
  primaryShade: { light: 7, dark: 6 },
  colors: { fern },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily:
    "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, 'Liberation Mono', monospace",
  headings: { fontWeight: "650" },
});
