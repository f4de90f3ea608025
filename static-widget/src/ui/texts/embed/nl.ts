import type { EmbedTexts } from './en.ts'

export default {
  call: 'Bellen',
  message: 'Bericht achterlaten',
  failed: 'Het gesprek kon niet worden geladen. Probeer het opnieuw.',
} satisfies EmbedTexts
