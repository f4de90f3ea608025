// Which browser a person has to be told about: for words only, never for what a browser can do.
export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'ios' | 'android' | 'other'

export const browserName = ({ userAgent, maxTouchPoints }: Navigator = navigator): BrowserName => {
  const is = (pattern: RegExp) => pattern.test(userAgent)
  // An iPad says that it is a Mac, and every browser on iOS is Safari's engine.
  if (is(/iPhone|iPad|iPod/) || (is(/Macintosh/) && maxTouchPoints > 1)) return 'ios'
  if (is(/Android/)) return 'android'
  if (is(/Firefox\//)) return 'firefox'
  if (is(/Edg\//)) return 'edge'
  if (is(/Chrome\/|Chromium\//)) return 'chrome'
  return is(/Safari\//) ? 'safari' : 'other'
}
