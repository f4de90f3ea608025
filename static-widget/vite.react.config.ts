// The React example as a page: `vite build --config vite.react.config.ts`.
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'examples/react',
  base: './',
  define: { __VERSION__: JSON.stringify('example') },
  build: {
    target: 'es2022',
    outDir: '../../dist-react',
    emptyOutDir: true,
    modulePreload: false,
    rollupOptions: {
      output: { entryFileNames: 'main.js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
})
