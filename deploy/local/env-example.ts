import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aboutOf, type Setting, settings } from "#lib/config.ts";

export const ENV_EXAMPLE = join(import.meta.dirname, "../../.env.example");

/** The text of `.env.example`: every setting with its meaning, its shape and its default. */
export function envExample(): string {
  const defaults = settings.parse({});
  const blocks = (Object.keys(settings.shape) as Setting[]).map((name) => {
    const { about, expected, secret } = aboutOf(name);
    const file = secret ? ` Or ${name}_FILE: a file that holds it.` : "";
    return `# ${about}${file}\n# Expected: ${expected}\n#${name}=${defaults[name] ?? ""}\n`;
  });
  return [
    "# Made from lib/config.ts by `npm run env-example`. Nothing needs to be set for `npm start`.\n",
    ...blocks,
  ].join("\n");
}

if (import.meta.main) await writeFile(ENV_EXAMPLE, envExample());
