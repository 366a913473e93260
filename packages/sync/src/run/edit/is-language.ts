const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/**
 * True for a language tag of BCP 47 such as `es`, `pt-BR` or `zh-Hant` whose language and region exist.
 *
 * @NOTE Node knows every language of two letters, and not all of three: S'gaw Karen (`ksw`) and Mam (`mam`), which
 * schools do have, are unknown to it. So three letters are taken as they are.
 */
export function isLanguage(written: string): boolean {
  const locale = localeOf(written);
  if (locale === undefined) return false;
  const { language, region } = locale;
  const isKnown = language.length === 3 || (language.length === 2 && languages.of(language) !== undefined);
  return isKnown && (region === undefined || regions.of(region) !== undefined);
}

function localeOf(written: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(written);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
