import type { EmbedTexts } from './en.ts'

export default {
  call: 'Appeler',
  message: 'Laisser un message',
  failed: 'L’appel n’a pas pu être chargé. Veuillez réessayer.',
} satisfies EmbedTexts
