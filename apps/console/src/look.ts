import {
  Alert,
  Anchor,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

/** One green for what we are, blue for what a person does, and words beside every colour. Contrast is checked by tests. */
const fern: MantineColorsTuple = [
  "#ecf7f3",
  "#d8ece5",
  "#addacb",
  "#7fc7af",
  "#5ab798",
  "#43ad89",
  "#237f63",
  "#1f6f5c",
  "#185a4a",
  "#0c4437",
];

/** Night, with a little of the same green in it: text first, then what lies behind it. */
const dark: MantineColorsTuple = [
  "#d7dddb",
  "#b7c0bd",
  "#98a29f",
  "#74807c",
  "#46504d",
  "#38413f",
  "#2a3230",
  "#1e2523",
  "#161b1a",
  "#101413",
];

/**
 * Quiet grounds for messages and marks: a breath of their colour with text that is read on it in either scheme. The
 * library's own are loud at night and pale by day.
 */
const quietGrounds: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  const name = input.color ?? input.theme.primaryColor;
  if (input.variant !== "light" || !(name in input.theme.colors)) return usual;
  const shade = (number: number): string => `var(--mantine-color-${name}-${number})`;
  const night = (share: number): string =>
    `color-mix(in srgb, ${shade(8)} ${share}%, var(--mantine-color-dark-7))`;
  return {
    background: `light-dark(${shade(0)}, ${night(17)})`,
    hover: `light-dark(${shade(1)}, ${night(28)})`,
    color: `light-dark(color-mix(in srgb, ${shade(9)} 62%, black), ${shade(2)})`,
    border: `1px solid light-dark(${shade(2)}, ${night(44)})`,
  };
};

/** Text that stands back still has a contrast of 4.5, also on a tinted ground. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#515a57",
    "--mantine-color-error": "#b3261e",
    "--muster-ground": "#f5f8f7",
    "--muster-card": "#ffffff",
  },
  dark: {
    "--mantine-color-error": "#ffa39e",
    "--mantine-color-dimmed": "#aab4b1",
    "--muster-ground": "var(--mantine-color-dark-8)",
    "--muster-card": "var(--mantine-color-dark-7)",
  },
});

/** The console's one visual language. */
export const theme = createTheme({
  primaryColor: "fern",
  primaryShade: { light: 7, dark: 6 },
  colors: { fern, dark },
  variantColorResolver: quietGrounds,
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily:
    "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, 'Liberation Mono', monospace",
  headings: { fontWeight: "650" },
  components: {
    // Colour alone does not tell a link from the words around it.
    Anchor: Anchor.extend({ defaultProps: { underline: "always" } }),
    // What stands on a page from the beginning interrupts nobody; a trouble says by itself that it is one.
    Alert: Alert.extend({ defaultProps: { role: "status" } }),
  },
});
