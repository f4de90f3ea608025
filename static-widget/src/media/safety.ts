// Four pictures that are the same on both sides if nobody stands between them (docs/adr: the safety code), each with its number for
// whoever's system has no such picture. Loaded when asked for.
const PICTURES = [
  ...'🐶🐱🐭🐹🐰🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🦆🦅🦉🦇🐺🐗🐴🦄🐝🐛🦋🐌🐞🐜🦂🐢🐍🦎🐙🦑🦐🦀🐡🐠🐬🐳🦈🐊🐅🦓🦍🐘🦛🦏🐪🦒🦘🐃🐎🐑🦙🐐🦌🐓🦃🦚',
  ...'🦜🦢🐇🦝🦨🦡🦦🦥🐿🦔🌵🎄🌲🌴🍀🍄🌷🌹🌻🌞🌛🪐🌟⚡🔥🌈⛄💧🍏🍐🍊🍋🍌🍉🍇🍓🍒🍑🥭🍍🥥🥝🍅🍆🥑🥦🥒🌽🥕🧄🧅🥔🥐🍞🥨🧀🥚🥞🧇🥓🍗🌭🍔🍟',
  ...'🍕🌮🥗🍝🍜🍣🍤🍙🍦🍩🍪🎂🍫🍿🍯🥛🍵🥄🧊⚽🏀🏈🎾🎱🏓🥊🎯🪁🎣🎿🛷🏆🎨🎬🎤🎧🎹🥁🎷🎺🎸🪕🎻🎲🧩🚗🚌🚜🚲🛴🚂🚁🚀🛸⛵⚓🗼🏰🎡🎠🌋🏠⛺🌉',
  ...'📱💻📷📺📻⏰🔦💡🪔💎🔧🔨🪓🧲🔑🚪🪑🛏🎁🎈🎀📦✉📏📌📎✂🔒🧸🧵🧶👓👕👖🧦👗👠👢👑🎩🎓🎒👜💄💍🌂⌚🪙🔔🎵🧭🌍🪨🪵🏮🪶🧪🔭🔬💊🩺🧹🪣🛒',
]
/** Slow on purpose: who wants to try keys until the pictures agree pays this for each. */
const ROUNDS = 600_000

/**
 * @param fingerprints of both sides' DTLS certificates, in any order
 * @returns four times a picture and its number (001 to 256), with spaces between
 */
export const safetyCode = async (fingerprints: readonly string[]): Promise<string> => {
  const text = [...fingerprints].sort().join('\n')
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(text), 'PBKDF2', false, [
    'deriveBits',
  ])
  const salt = new TextEncoder().encode('parley safety code')
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS },
    key,
    32,
  )
  const one = (byte: number) => `${PICTURES[byte]}\uFE0F ${String(byte + 1).padStart(3, '0')}`
  return [...new Uint8Array(bits)].map(one).join(' ')
}
