import type { EmbedTexts } from './en.ts'

export default {
  call: 'Anrufen',
  message: 'Nachricht hinterlassen',
  failed: 'Der Anruf konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
} satisfies EmbedTexts
