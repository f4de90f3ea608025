// What only a call with a relay needs, and a failed one that asks whether a relay would have carried it: loaded when it is wanted.
export { hideCandidate, hideDescription } from './hiding.ts'
export { probeRelay } from './probe.ts'
export { Relayed } from './relayed.ts'
export { Relays } from './relays.ts'
