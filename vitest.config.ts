import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Playwright's journeys are *.spec.ts as well.
    include: ["**/*.test.{ts,tsx}"],
    exclude: [...configDefaults.exclude, "app/e2e/**", ".data/**", ".next/**"],
    globalSetup: "deploy/local/testing/global-setup.ts",
    pool: "forks",
    testTimeout: 15_000,
    hookTimeout: 60_000,
    env: { TZ: "Asia/Ho_Chi_Minh" },
  },
});
