import type { EmbedTexts } from './en.ts'

export default {
  call: 'اتصل بنا',
  message: 'اترك رسالة',
  failed: 'تعذّر تحميل المكالمة. يُرجى المحاولة مرة أخرى.',
} satisfies EmbedTexts
