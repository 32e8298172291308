// The report page as one HTML file: build/web/report.html, with a mark that the engine replaces by a run's data.
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { docs } from "./docs_plugin.ts";
import { symbols } from "./symbols_plugin.ts";

const mark = "<!--DEWLINE-DATA-->";

/** Names the page report.html and refuses to build one that the engine could not fill. */
function reportPage(): Plugin {
  return {
    name: "dewline-report-page",
    enforce: "post",
    generateBundle(_options, bundle) {
      const html = bundle["index.html"];
      if (html?.type !== "asset") this.error("no page was built");
      if (String(html.source).split(mark).length !== 2) this.error(`the page must hold ${mark} exactly once`);
      html.fileName = "report.html";
    },
  };
}

export default defineConfig({
  plugins: [docs(), symbols(), viteSingleFile({ removeViteModuleLoader: true }), reportPage()],
  build: {
    outDir: "../build/web",
    emptyOutDir: false,
    target: "es2023",
    reportCompressedSize: false,
    modulePreload: { polyfill: false }, // it would fetch
  },
});
