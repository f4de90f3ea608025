// What can go wrong first, as the ledger keeps it (shared/protocol: cause). A new name needs its line here and there, nothing else.
export type Cause =
  /** No path was found, or the path broke. */
  | 'ice_failed'
  /** The microphone was unplugged or taken away in the call. */
  | 'microphone_lost'
  /** Only a relay was allowed, and none could be had. */
  | 'relay_unavailable'
