// What ears.mjs puts into a page under test.
interface Ears {
  listen(wanted: number, patience: number): Promise<{ rate: number; samples: number[] }>
  playedEnergy(): Promise<number>
  state(): {
    playing: boolean
    connections: string[]
    first: { sample: number; playing: number }
    clicks: { what: string; at: number }[]
  }
  appears(button: string, patience: number): Promise<number>
  forget(): void
}
interface Window {
  readonly ears: Ears
}
