import type { EmbedTexts } from './en.ts'

export default {
  call: 'Zadzwoń',
  message: 'Zostaw wiadomość',
  failed: 'Nie udało się wczytać rozmowy. Spróbuj ponownie.',
} satisfies EmbedTexts
