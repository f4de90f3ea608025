import type { EmbedTexts } from './en.ts'

export default {
  call: '電話する',
  message: 'メッセージを残す',
  failed: '通話を読み込めませんでした。もう一度お試しください。',
} satisfies EmbedTexts
