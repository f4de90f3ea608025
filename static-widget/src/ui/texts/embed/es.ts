import type { EmbedTexts } from './en.ts'

export default {
  call: 'Llamar',
  message: 'Dejar un mensaje',
  failed: 'No se pudo cargar la llamada. Inténtelo de nuevo.',
} satisfies EmbedTexts
