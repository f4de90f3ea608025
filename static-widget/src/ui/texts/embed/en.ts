// The few words that are needed before the first tap.
const texts = {
  call: 'Call',
  message: 'Leave a message',
  failed: 'The call could not be loaded. Please try again.',
}
export default texts
export type EmbedTexts = typeof texts
