// How the database reaches a page. Add a medium by writing one file; nobody ever sends here.
export interface Ear {
  heard(event: string, payload: unknown): void
  /** Joined, or joined again: whatever was said in between was missed. */
  joined(): void
  /** From here on nothing the database says is lost at a cold start. */
  ready?(): void
  /** Not joined for now; `denied` when it makes no sense to try on. */
  away?(denied: boolean): void
}

export interface Signalling {
  /** Listens on a private topic until the returned function is called. */
  listen(topic: string, ear: Ear): () => void
  /** The page is back or online again: look at once whether everything still stands. */
  wake(): void
  close(): void
}
