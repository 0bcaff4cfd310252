import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

const ENTRIES = "src/entries";

/** Every file of `src/entries` is an entry; a page asks for one by its name: `{{ ui("transcript") }}`. */
const entries = Object.fromEntries(
  readdirSync(new URL(ENTRIES, import.meta.url))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [file.replace(/\.tsx?$/, ""), `${ENTRIES}/${file}`]),
);

export default defineConfig({
  // Addresses in the files are relative, so the service may live under any path.
  base: "./",
  build: {
    outDir: "../static/ui",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // So new that light-dark() stays as it is: scripts ask for colours by the names of their properties.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // The policy of the pages allows no data: addresses in style sheets and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: entries },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
