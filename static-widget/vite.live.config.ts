// The live people in one file for Node: `vite build --config vite.live.config.ts --outDir FOLDER`.
import { defineConfig } from 'vite'

export default defineConfig({
  define: { __VERSION__: JSON.stringify('live') },
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'test/live/people.ts',
    target: 'node20',
    emptyOutDir: true,
    rollupOptions: { output: { entryFileNames: 'people.mjs' } },
  },
})
