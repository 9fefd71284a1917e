import { defineConfig } from "vitest/config"

// Tests build whole notes in a browser and in processes of their own, also on slow machines; every core takes a share.
export default defineConfig({
  test: {
    ...{ testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: "100%" },
    include: ["test/**/*.test.ts"],
    globalSetup: "test/compiled.ts",
  },
})
