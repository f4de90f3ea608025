// The few words that are needed before the first tap, apart so that nothing else is loaded for them.
export const embedEn = {
  call: 'Call',
  callTo: (name: string) => `Call ${name}`,
  loading: 'One moment …',
  failed: 'The call could not be loaded. Please try again.',
}
