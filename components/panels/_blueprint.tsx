"use client";
/**
 * Copy this file to `<kind>.tsx`, change it, and add one line to index.ts. A wall's row then names the kind.
 * The contract test reads the schema, the titles and the example of everything in index.ts.
 */
import { z } from "zod";
import { useNow } from "#components/live/hooks.ts";
import { useFormat, useWords } from "#components/shell/language.tsx";
import { definePanel } from "./panel.ts";
import { Tile } from "./Tile.tsx";

const title = { vi: "Đồng hồ", en: "Clock" };
/** Everything a wall may set, with its default. Unknown fields are refused. */
const schema = z.strictObject({ seconds: z.boolean().default(true) });

function Body({ config }: { config: z.output<typeof schema> }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  // A figure says of how many things it is known: here of one, the server.
  const figure = { total: 1, known: now > 0 ? 1 : 0, newest: now || undefined, simulated: false };
  return (
    <Tile
      label={words(title)}
      figure={{ ...figure, now: now || undefined, last: undefined }}
      write={config.seconds ? format.seconds : format.clock}
    />
  );
}

export default definePanel({
  id: "_blueprint",
  title,
  about: { vi: "Giờ của máy chủ.", en: "The server's time." },
  schema,
  example: { seconds: false },
  Body,
});
