import type { MetadataRoute } from "next";
import { vi } from "#lib/i18n/vi.ts";

const GROUND = "#15171a";

/** Installed on a tablet it opens the desk, without the browser's bars. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: `${vi["app.name"]} – ${vi["app.tagline"]}`,
    short_name: vi["app.name"],
    lang: "vi",
    id: "/",
    start_url: "/desk",
    display: "standalone",
    background_color: GROUND,
    theme_color: GROUND,
    shortcuts: [
      { name: vi["nav.desk"], url: "/desk" },
      { name: vi["desk.view.history"], url: "/desk?view=history" },
      { name: vi["nav.wall"], url: "/wall/overview" },
    ],
    icons: [
      { src: "/icons/mark.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icons/mark-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/mark-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
      { src: "/icons/mark-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
