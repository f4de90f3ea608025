import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { admitted, isCandidate, NotAdmitted } from '../../src/media/admitted.ts'

const KEY = Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0').toUpperCase()).join(':')
const OTHER = KEY.replace('1F', '2F')
const session = ['v=0', 'o=- 4611731400430051336 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0']
const audio = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126',
  'c=IN IP4 0.0.0.0',
  'a=rtcp:9 IN IP4 0.0.0.0',
  'a=ice-ufrag:W2TG',
  'a=ice-pwd:d4mqzP3bJ0dOJ1hFzGOkVKhl',
  'a=ice-options:trickle',
  `a=fingerprint:sha-256 ${KEY}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sendrecv',
  'a=msid:- 4f3b0f1e-8b06-4f0e-a1d0-ab1b1f2f3f4f',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=ssrc:3735928559 cname:Zk4WcUQ0L0kC0z6u',
]
const written = (...lines: string[]) => `${lines.join('\r\n')}\r\n`
const section = (change: (line: string) => string) => written(...session, ...audio.map(change))

// As Chromium 139 and Firefox 140 write them, shortened.
const good: [string, string][] = [
  ['an offer of Chromium', written(...session, ...audio)],
  [
    'an offer of Firefox: the fingerprint stands above',
    written(
      'v=0',
      'o=mozilla...THIS_IS_SDPARTA-99.0 1234 0 IN IP4 0.0.0.0',
      's=-',
      't=0 0',
      `a=fingerprint:sha-256 ${KEY}`,
      'a=msid-semantic:WMS *',
      ...audio.filter((line) => !line.startsWith('a=fingerprint')),
    ),
  ],
  [
    'audio and video',
    written(...session, ...audio, ...audio.map((line) => line.replace('m=audio', 'm=video'))),
  ],
  [
    'candidates within',
    written(
      ...session,
      ...audio,
      'a=candidate:1 1 udp 2130706431 192.0.2.1 54400 typ host generation 0',
      'a=end-of-candidates',
    ),
  ],
  ['lines that end in LF alone', written(...session, ...audio).replaceAll('\r\n', '\n')],
  [
    'a data channel beside it, in the same bundle and without a fingerprint of its own',
    written(
      ...session.map((line) => line.replace('BUNDLE 0', 'BUNDLE 0 1')),
      ...audio,
      'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
      'c=IN IP4 0.0.0.0',
      'a=mid:1',
      'a=sctp-port:5000',
    ),
  ],
  [
    'a section that was refused',
    written(...session, ...audio, 'm=video 0 UDP/TLS/RTP/SAVPF 96', 'a=mid:1', 'a=inactive'),
  ],
]

const evil: [string, string][] = [
  ['nothing', ''],
  ['no SDP', 'hello'],
  ['markup', '<img src=x onerror=alert(1)>'],
  ['another version', written(...session, ...audio).replace('v=0', 'v=1')],
  ['no media at all', written(...session)],
  ['no fingerprint', section((line) => (line.startsWith('a=fingerprint') ? 'a=x' : line))],
  ['a fingerprint of SHA-1', section((line) => line.replace(/sha-256 .*/, `sha-1 ${KEY.slice(0, 59)}`))],
  ['a fingerprint that is none', section((line) => line.replace(KEY, 'AA:BB'))],
  [
    'a second fingerprint, of somebody in the middle',
    written(...session, ...audio, `a=fingerprint:sha-256 ${OTHER}`),
  ],
  [
    'fingerprints that differ above and below',
    written(...session, `a=fingerprint:sha-256 ${OTHER}`, ...audio),
  ],
  [
    'a section outside the bundle without a fingerprint',
    written(
      ...session,
      ...audio,
      ...audio
        .filter((line) => !line.startsWith('a=fingerprint'))
        .map((line) => line.replace('mid:0', 'mid:1')),
    ),
  ],
  ['media in the clear', section((line) => line.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'))],
  [
    'keys in the description (SDES)',
    written(
      ...session,
      ...audio,
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj',
    ),
  ],
  ['an encryption key of old', written(...session, 'k=clear:secret', ...audio)],
  [
    'a data channel of another kind',
    written(...session, ...audio, 'm=application 9 DTLS/SCTP 5000', 'a=sctpmap:5000 webrtc-datachannel 1024'),
  ],
  ['media that nobody knows', section((line) => line.replace('m=audio', 'm=text'))],
  ['nine sections', written(...session, ...Array.from({ length: 9 }, () => audio).flat())],
  ['a zero character', section((line) => line.replace('opus', 'op\0us'))],
  ['a line break of another kind', section((line) => line.replace('a=sendrecv', 'a=send\rrecv'))],
  ['a line without a letter', section((line) => line.replace('a=sendrecv', '=sendrecv'))],
  ['an empty line in the middle', section((line) => line.replace('a=sendrecv', ''))],
  ['64 KB and one', written(...session, ...audio, `a=x:${'y'.repeat(65_536)}`)],
  [
    'two thousand lines and more',
    written(...session, ...audio, ...Array.from({ length: 2000 }, () => 'a=x')),
  ],
  [
    '65 candidates',
    written(
      ...session,
      ...audio,
      ...Array.from({ length: 65 }, () => 'a=candidate:1 1 udp 1 192.0.2.1 9 typ host'),
    ),
  ],
  [
    'a candidate that is none',
    written(...session, ...audio, 'a=candidate:1 1 udp 1 http://evil.example/ 9 typ host'),
  ],
]

const REAL = 'test/media/real'

describe('a description of the other side', () => {
  test.each(readdirSync(REAL))('goes to the browser as a browser wrote it: %s', (file) => {
    const sdp = readFileSync(`${REAL}/${file}`, 'utf8')
    expect(admitted(sdp)).toBe(sdp)
  })
  test.each(good)('goes to the browser as it is: %s', (_, sdp) => expect(admitted(sdp)).toBe(sdp))
  test.each(evil)('does not reach the browser: %s', (_, sdp) =>
    expect(() => admitted(sdp)).toThrow(NotAdmitted),
  )
  test('is not repeated by what is said about it', () => {
    expect(() => admitted('v=0\r\nsecret\r\n')).toThrow('no SDP')
  })
})

describe('a candidate of the other side', () => {
  test.each([
    '',
    'candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag W2TG network-cost 999',
    'candidate:0 1 UDP 2122252543 a1b2c3d4-e5f6-7890-abcd-ef0123456789.local 51472 typ host',
    'candidate:1 2 tcp 1518280447 2001:db8::1 9 typ host tcptype active',
    'candidate:3 1 udp 41885439 198.51.100.9 61000 typ relay raddr 203.0.113.7 rport 46154',
  ])('is one: %s', (line) => expect(isCandidate(line)).toBe(true))
  test.each([
    undefined,
    null,
    7,
    {},
    'x',
    'candidate:1 1 udp 1 192.0.2.1 9',
    'candidate:1 3 udp 1 192.0.2.1 9 typ host',
    'candidate:1 1 sctp 1 192.0.2.1 9 typ host',
    'candidate:1 1 udp 1 192.0.2.1:80/x 9 typ host',
    'candidate:1 1 udp 1 192.0.2.1 999999 typ host',
    'candidate:1 1 udp 1 192.0.2.1 9 typ evil',
    'candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=crypto:1',
    `candidate:1 1 udp 1 192.0.2.1 9 typ host ${'x'.repeat(512)}`,
  ])('is none: %s', (line) => expect(isCandidate(line)).toBe(false))
})
