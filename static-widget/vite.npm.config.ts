// The package as others import it: `parley-widget` and `parley-widget/react`, with what they depend on left to their own bundler.
import { defineConfig } from 'vite'

export default defineConfig({
  define: { __VERSION__: JSON.stringify('npm') },
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: 'dist-npm',
    emptyOutDir: true,
    minify: false,
    lib: { entry: { index: 'src/index.ts', react: 'src/react.ts' }, formats: ['es'] },
    rollupOptions: {
      external: [/^react/, /^lit/, /^@supabase/],
      output: { chunkFileNames: '[name].js' },
    },
  },
})
