import { cookies } from "next/headers";
import { type Theme, themes } from "#lib/wall/model.ts";
import { isLanguage, LANGUAGE_COOKIE, type Language, type Translate, translator } from "./model.ts";

export const THEME_COOKIE = "theme";

/** The reader's language, for server components. Vietnamese unless they chose otherwise. */
export async function currentLanguage(): Promise<Language> {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return isLanguage(chosen) ? chosen : "vi";
}

export async function currentText(): Promise<Translate> {
  return translator(await currentLanguage());
}

export async function currentTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(THEME_COOKIE)?.value;
  return themes.find((theme) => theme === chosen) ?? "van-hanh";
}
