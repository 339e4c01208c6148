/** @type {import("next").NextConfig} */
export default {
  // The whole tree is type-checked by `npm run check` and the tests; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
};
