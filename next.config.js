/** @type {import("next").NextConfig} */
export default {
  // The whole tree is type-checked by `npm run check` and the tests; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Loaded by Node itself, as the socket server beside the pages loads them.
  serverExternalPackages: ["better-auth", "pg", "pino"],
  // Nothing is fetched from elsewhere or resized here: pictures are served as they are.
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
};
