// Where only the relay may carry a call, nobody's own address is told: not as a candidate, not behind one (RFC 8839 5.1), not in a
// description. The database does the same to whatever reaches it; here it does not even leave the page.
const BEHIND = / raddr \S+ rport \d+/
const NOWHERE = ' raddr 0.0.0.0 rport 9'
const IS_RELAY = / typ relay\b/

/** The candidate with nothing but the relay's address in it; null for one that is not a relay's. */
export const hideCandidate = (candidate: RTCIceCandidateInit): RTCIceCandidateInit | null =>
  IS_RELAY.test(candidate.candidate ?? '')
    ? { ...candidate, candidate: candidate.candidate?.replace(BEHIND, NOWHERE) ?? '' }
    : null

const told = (line: string): boolean => !line.startsWith('a=candidate:') || IS_RELAY.test(line)
const hidden = (line: string): string =>
  line.startsWith('a=candidate:')
    ? line.replace(BEHIND, NOWHERE)
    : line
        .replace(/^c=IN IP[46] \S+/, 'c=IN IP4 0.0.0.0')
        .replace(/^a=rtcp:\d+ IN IP[46] \S+/, 'a=rtcp:9 IN IP4 0.0.0.0')
        .replace(/^(o=\S+ \S+ \S+) IN IP[46] \S+/, '$1 IN IP4 0.0.0.0')

export const hideDescription = (sdp: string): string =>
  sdp.split('\r\n').filter(told).map(hidden).join('\r\n')
