// What this side's own allocations on a relay carried. A pair that has lost is soon gone from the browser's statistics: what was
// last seen of it counts on.
import { type Carried, type Stats, sum } from './stats.ts'

const n = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Before each packet that a relay passes on in a channel (RFC 8656 12.4); a browser counts what is in it. */
const CHANNEL_HEADER = 4
/** A connectivity check, or its answer, with that header: user name, priority, integrity, fingerprint (RFC 8445 7.1). */
const CHECK = 104

export class Relayed {
  readonly #pairs = new Map<string, Carried>()

  see(stats: Stats): void {
    for (const [id, pair] of stats) {
      if (pair['type'] !== 'candidate-pair') continue
      if (stats.get(String(pair['localCandidateId']))?.['candidateType'] !== 'relay') continue
      this.#pairs.set(id, {
        sent:
          n(pair['bytesSent']) +
          CHANNEL_HEADER * n(pair['packetsSent']) +
          CHECK * (n(pair['requestsSent']) + n(pair['consentRequestsSent']) + n(pair['responsesSent'])),
        received:
          n(pair['bytesReceived']) +
          CHANNEL_HEADER * n(pair['packetsReceived']) +
          CHECK * (n(pair['requestsReceived']) + n(pair['responsesReceived'])),
      })
    }
  }

  get carried(): Carried {
    return sum([...this.#pairs.values()])
  }
}
