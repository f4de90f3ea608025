// Four pictures that are the same on both sides if nobody stands between them (docs/adr: the safety code). Loaded when asked for.
const PICTURES = [
  ...'🐶🐱🐭🐹🐰🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🦆🦅🦉🦇🐺🐗🐴🦄🐝🐛🦋🐌🐞🐜🦂🐢🐍🦎🐙🦑🦐🦀🐡🐠🐬🐳🦈🐊🐅🦓🦍🐘🦛🦏🐪🦒🦘🐃🐎🐑🦙🐐🦌🐓🦃🦚',
  ...'🦜🦢🐇🦝🦨🦡🦦🦥🐿🦔🌵🎄🌲🌴🍀🍄🌷🌹🌻🌞🌛🪐🌟⚡🔥🌈⛄💧🍏🍐🍊🍋🍌🍉🍇🍓🍒🍑🥭🍍🥥🥝🍅🍆🥑🥦🥒🌽🥕🧄🧅🥔🥐🍞🥨🧀🥚🥞🧇🥓🍗🌭🍔🍟',
  ...'🍕🌮🥗🍝🍜🍣🍤🍙🍦🍩🍪🎂🍫🍿🍯🥛🍵🥄🧊⚽🏀🏈🎾🎱🏓🥊🎯🪁🎣🎿🛷🏆🎨🎬🎤🎧🎹🥁🎷🎺🎸🪕🎻🎲🧩🚗🚌🚜🚲🛴🚂🚁🚀🛸⛵⚓🗼🏰🎡🎠🌋🏠⛺🌉',
  ...'📱💻📷📺📻⏰🔦💡🪔💎🔧🔨🪓🧲🔑🚪🪑🛏🎁🎈🎀📦✉📏📌📎✂🔒🧸🧵🧶👓👕👖🧦👗👠👢👑🎩🎓🎒👜💄💍🌂⌚🪙🔔🎵🧭🌍🪨🪵🏮🪶🧪🔭🔬💊🩺🧹🪣🛒',
]
/** Slow on purpose: who wants to try keys until the pictures agree pays this for each. */
const ROUNDS = 600_000

/** @param fingerprints of both sides' DTLS certificates, in any order */
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
  return [...new Uint8Array(bits)].map((byte) => `${PICTURES[byte]}\uFE0F`).join(' ')
}
