// What the other side's browser describes, before ours parses it. Whoever holds a token of a call can write anything here, so
// this admits what two browsers of ours say to each other and nothing else: audio, video and the one data channel, over DTLS
// with one key.

const LONGEST = 64 * 1024
const MOST_LINES = 2000
const MOST_SECTIONS = 8
const MOST_CANDIDATES = 64
const LONGEST_CANDIDATE = 512

// SDP is lines of one letter, "=" and text (RFC 8866 section 5); no browser writes a control character into one.
const LINE = /^[a-z]=[\x20-\x7e\u00a0-\uffff]*$/
// JSEP's profiles (RFC 8829 section 5.1.2): anything else would go out unencrypted.
const SECTION =
  /^m=(?:(?:audio|video) \d{1,5} UDP\/TLS\/RTP\/SAVPF [\d ]+|application \d{1,5} UDP\/DTLS\/SCTP webrtc-datachannel)$/
const FINGERPRINT = /^a=fingerprint:(sha-(?:256|384|512)) ((?:[0-9a-f]{2}:){31,63}[0-9a-f]{2})$/i
// RFC 8839 section 5.1, with the addresses browsers give: IPv4, IPv6 or a name of mDNS.
const CANDIDATE =
  /^candidate:[\w+/]{1,32} [12] (?:udp|tcp) \d{1,10} [\w.:-]{1,253} \d{1,5} typ (?:host|srflx|prflx|relay)(?: [\x21-\x7e]+)*$/i

/** A description that we do not hand to the browser; the message says what was wrong and repeats nothing of it. */
export class NotAdmitted extends Error {}

export const admitted = (sdp: string): string => {
  if (sdp.length > LONGEST) throw new NotAdmitted('too long')
  const lines = sdp.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  if (lines.length > MOST_LINES) throw new NotAdmitted('too many lines')
  if (lines[0] !== 'v=0' || !lines.every((line) => LINE.test(line))) throw new NotAdmitted('no SDP')
  if (lines.some((line) => /^(?:a=crypto:|k=)/i.test(line))) throw new NotAdmitted('keys in the open')
  judgeSections(lines)
  const candidates = lines.filter((line) => line.startsWith('a=candidate:'))
  if (candidates.length > MOST_CANDIDATES) throw new NotAdmitted('too many candidates')
  if (!candidates.every((line) => isCandidate(line.slice(2)))) throw new NotAdmitted('a broken candidate')
  return sdp
}

/** All fingerprints are the same, one browser has one key; and no section goes without one. */
const judgeSections = (lines: readonly string[]): void => {
  const starts = lines.flatMap((line, at) => (line.startsWith('m=') ? [at] : []))
  if (starts.length === 0 || starts.length > MOST_SECTIONS) throw new NotAdmitted('no sections, or too many')
  if (!starts.every((at) => SECTION.test(lines[at] ?? '')))
    throw new NotAdmitted('media that we do not speak')
  const written = lines.filter((line) => /^a=fingerprint:/i.test(line))
  const keys = new Set(written.map((line) => FINGERPRINT.exec(line)?.[0].toLowerCase() ?? ''))
  if (keys.size !== 1 || keys.has('')) throw new NotAdmitted('not one fingerprint')
  if (lines.slice(0, starts[0]).some((line) => written.includes(line))) return
  const group =
    lines
      .find((line) => line.startsWith('a=group:BUNDLE '))
      ?.split(' ')
      .slice(1) ?? []
  const covered = starts.every((at, i) => {
    const section = lines.slice(at, starts[i + 1])
    // in a bundle one section speaks for all (RFC 8829 section 5.3.1); port 0 is a section that was refused
    return (
      section.some((line) => written.includes(line)) ||
      /^m=\w+ 0 /.test(section[0] ?? '') ||
      section.some((line) => line.startsWith('a=mid:') && group.includes(line.slice('a=mid:'.length)))
    )
  })
  if (!covered) throw new NotAdmitted('a section without a fingerprint')
}

/** An empty one says that there will be no more. */
export const isCandidate = (line: unknown): boolean =>
  line === '' || (typeof line === 'string' && line.length <= LONGEST_CANDIDATE && CANDIDATE.test(line))
