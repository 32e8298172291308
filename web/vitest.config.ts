// The unit tests of the page's models and panels. Apart from vite.config.ts: the page is built without vitest at hand.
import { defineConfig } from "vitest/config";
import { docs } from "./docs_plugin.ts";

export default defineConfig({
  plugins: [docs()],
  test: {
    dir: "../tests/web/unit",
    include: ["**/*.test.{ts,tsx}"],
    environment: "node",
    restoreMocks: true,
    maxWorkers: 2,
  },
});
