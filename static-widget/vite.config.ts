// Builds that share nothing, so that none can grow another: what a page loads before the first tap (embed.js), what the tap loads
// (visitor.js and one language's texts, fetched by name), and the desk. Each is run as `vite build --mode NAME`.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { LANGUAGES } from './src/ui/texts/languages.ts'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string
}

const PHOENIX = 'node_modules/@supabase/phoenix/assets/js/phoenix'
/** What stands in for the parts of Phoenix that speak HTTP, or bytes: nothing, and how parameters go into an address. */
const BY_WEBSOCKET_ALONE: Record<string, string> = {
  './longpoll': 'export default class {}',
  // We bring what writes and reads messages (src/signal/realtime.ts).
  './serializer': 'export default { encode() {}, decode() {} }',
  './ajax': `export default {
    appendParams: (url, params) => url + (/\\?/.test(url) ? '&' : '?') + new URLSearchParams(params)
  }`,
}
/** Realtime is reached by WebSocket alone: Phoenix from its sources, without its other transport. */
const phoenix: Plugin = {
  name: 'phoenix-by-websocket-alone',
  enforce: 'pre',
  resolveId: (id, from) => {
    if (id === '@supabase/phoenix') return fileURLToPath(new URL(`${PHOENIX}/index.js`, import.meta.url))
    return id in BY_WEBSOCKET_ALONE && from?.includes(PHOENIX) ? `\0${id}` : null
  },
  load: (id) => BY_WEBSOCKET_ALONE[id.slice(1)] ?? null,
}

/** `visitor-texts` is texts/visitor-de.js and its like, one file per language. */
const inputs = (name: string): Record<string, string> => {
  if (!name.endsWith('-texts')) return { [name]: `src/${name}.ts` }
  const side = name.replace('-texts', '')
  // Every language by name: one that lacks its file fails the build.
  return Object.fromEntries(
    languagesOf(side).map((language) => [`texts/${side}-${language}`, `src/ui/texts/${side}/${language}.ts`]),
  )
}
const languagesOf = (side: string): readonly string[] =>
  side === 'visitor' ? LANGUAGES : readdirSync('src/ui/texts/desk').map((file) => file.replace('.ts', ''))
const NAMES = ['visitor', 'visitor-texts', 'desk', 'desk-texts', 'embed', 'doctor']

/** Style sheets are written to be read; what is loaded need not be. */
const tightStyles: Plugin = {
  name: 'tight-styles',
  enforce: 'pre',
  transform: (code, id) =>
    /\/src\/.*\.ts$/.test(id)
      ? code.replace(/\bcss`[^`]*`/g, (sheet) =>
          sheet
            .replace(/\/\*.*?\*\//gs, '')
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,]) ?/g, '$1')
            // not within a text, as in content: ': '
            .replace(/(?<=[\w-]): (?!['"])/g, ':')
            .replaceAll(';}', '}'),
        )
      : null,
}

/** So is markup. After the minifier only templates have line breaks, and between two elements one space is as good as many. */
const tightMarkup: Plugin = {
  name: 'tight-markup',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === 'chunk') part.code = part.code.replace(/\n\s+/g, ' ')
  },
}

/** What a chunk that comes later needs preloaded: nothing, it needs what is there already. The helper for it would be a kilobyte of nothing. */
const noPreload: Plugin = {
  name: 'no-preload',
  enforce: 'post',
  resolveId: (id) => (id.includes('vite/preload-helper') ? '\0no-preload' : null),
  load: (id) => (id === '\0no-preload' ? 'export const __vitePreload = (load) => load()' : null),
}

const build = (name: string): UserConfig => ({
  base: './',
  // The pages come with the first build, which also empties the folder.
  publicDir: name === 'visitor' ? 'public' : false,
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [phoenix, tightStyles, tightMarkup, noPreload],
  worker: { format: 'es', plugins: () => [phoenix] },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: name === 'visitor',
    modulePreload: false,
    rollupOptions: {
      input: inputs(name),
      // What is loaded later (a picture, a form) shares the entry's own modules.
      preserveEntrySignatures: 'allow-extension',
      external: name === 'embed' ? [/\/(visitor|doctor)\.ts$/] : [],
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        paths: (id) => id.replace(/^.*\/(visitor|doctor)\.ts$/, './$1.js'),
      },
    },
  },
})

export default defineConfig(({ mode }) => build(NAMES.includes(mode) ? mode : 'visitor'))
