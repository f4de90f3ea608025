// A browser's storage, for the time of a process.
export class Shelf implements Storage {
  readonly #held = new Map<string, string>();
  [name: string]: unknown

  get length(): number {
    return this.#held.size
  }
  key(n: number): string | null {
    return [...this.#held.keys()][n] ?? null
  }
  getItem(key: string): string | null {
    return this.#held.get(key) ?? null
  }
  setItem(key: string, value: string): void {
    this.#held.set(key, value)
  }
  removeItem(key: string): void {
    this.#held.delete(key)
  }
  clear(): void {
    this.#held.clear()
  }
}
