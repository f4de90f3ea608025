// What becomes of a page while a call runs in it: left, brought back, seen again, frozen by its browser.
export interface PageEars {
  /** Perhaps for good: a browser says no more than that. */
  left(): void
  /** Out of the browser's own cache, as it was left. */
  back(): void
  /** Seen again, or with a network again: something may have been missed. */
  awake(): void
  /** It stands still from now on (https://wicg.github.io/page-lifecycle/). */
  frozen?(): void
  thawed?(): void
}

/** @returns what stops the listening */
export const pageLife = (ears: PageEars): (() => void) => {
  const undo = new AbortController()
  const { signal } = undo
  addEventListener('pagehide', () => ears.left(), { signal })
  addEventListener('pageshow', (e) => e.persisted && ears.back(), { signal })
  addEventListener('online', () => ears.awake(), { signal })
  document.addEventListener('visibilitychange', () => document.hidden || ears.awake(), { signal })
  document.addEventListener('freeze', () => ears.frozen?.(), { signal })
  document.addEventListener('resume', () => ears.thawed?.(), { signal })
  return () => undo.abort()
}
