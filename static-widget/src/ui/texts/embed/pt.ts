import type { EmbedTexts } from './en.ts'

export default {
  call: 'Ligar',
  message: 'Deixar mensagem',
  failed: 'Não foi possível carregar a chamada. Tente novamente.',
} satisfies EmbedTexts
