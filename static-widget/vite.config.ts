// Three builds that share nothing, so that none can grow another: what a page loads before the first tap (embed.js), what the
// tap loads (visitor.js, fetched by its name), and the desk. Each is run as `vite build --mode NAME`.
import { readFileSync } from 'node:fs'
import { defineConfig, type UserConfig } from 'vite'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string
}

const build = (name: string): UserConfig => ({
  base: './',
  // The pages come with the first build, which also empties the folder.
  publicDir: name === 'visitor' ? 'public' : false,
  define: { __VERSION__: JSON.stringify(version) },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: name === 'visitor',
    modulePreload: false,
    rollupOptions: {
      input: { [name]: `src/${name}.ts` },
      preserveEntrySignatures: 'exports-only',
      external: name === 'embed' ? [/\/visitor\.ts$/] : [],
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        paths: (id) => id.replace(/^.*\/visitor\.ts$/, './visitor.js'),
      },
    },
  },
})

export default defineConfig(({ mode }) =>
  build(['visitor', 'desk', 'embed'].includes(mode) ? mode : 'visitor'),
)
