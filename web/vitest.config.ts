// The unit tests of the page's models and panels. Apart from vite.config.ts: the page is built without vitest at hand.
import { defineConfig } from "vitest/config";
import { docs } from "./docs_plugin.ts";
import { symbols } from "./symbols_plugin.ts";

/** The tests lie outside this folder, and so beside no node_modules. */
const here = (path: string) => new URL(`node_modules/${path}`, import.meta.url).pathname;

export default defineConfig({
  plugins: [docs(), symbols()],
  resolve: {
    alias: [
      { find: "preact/jsx-dev-runtime", replacement: here("preact/jsx-runtime") },
      { find: /^(ajv|happy-dom|@cesium\/engine|preact|@preact\/signals)(?=\/|$)/, replacement: here("$1") },
    ],
  },
  test: {
    dir: "../tests/web/unit",
    include: ["**/*.test.{ts,tsx}"],
    environment: "node",
    restoreMocks: true,
    testTimeout: 60_000, // a machine that builds besides is slow, and nothing here waits for anything
    maxWorkers: 2,
  },
});
