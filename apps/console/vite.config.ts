import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Built into `dist`, which the server serves; `npx vite` with a running server is for whoever works on pages. */
export default defineConfig({
  plugins: [react()],
  build: { outDir: "dist", assetsInlineLimit: 0, chunkSizeWarningLimit: 700, target: "es2023" },
  server: { proxy: { "/api": "http://127.0.0.1:7070" } },
});
