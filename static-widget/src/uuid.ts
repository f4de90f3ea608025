/** A random UUID (version 4) also where a page is not secure, which lacks randomUUID. */
export const uuid = (): string => {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [0, 8, 12, 16, 20, 32]
    .map((from, i, all) => hex.slice(from, all[i + 1]))
    .slice(0, 5)
    .join('-')
}
