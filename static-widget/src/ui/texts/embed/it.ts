import type { EmbedTexts } from './en.ts'

export default {
  call: 'Chiama',
  message: 'Lascia un messaggio',
  failed: 'Non è stato possibile caricare la chiamata. Riprova.',
} satisfies EmbedTexts
