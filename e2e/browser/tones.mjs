// Tones to speak with: a WAV of one sine, which Chromium plays over and over as its microphone.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const RATE = 48_000

/**
 * One second of a sine, 16 bit mono. A whole number of periods fits, so that the loop has no click in it.
 *
 * @param {number} hz a whole number
 * @returns {Buffer}
 */
export const tone = (hz) => {
  const wav = Buffer.alloc(44 + RATE * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20) // PCM
  wav.writeUInt16LE(1, 22) // mono
  wav.writeUInt32LE(RATE, 24)
  wav.writeUInt32LE(RATE * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(RATE * 2, 40)
  for (let i = 0; i < RATE; i++)
    wav.writeInt16LE(Math.round(16_000 * Math.sin((2 * Math.PI * hz * i) / RATE)), 44 + i * 2)
  return wav
}

/**
 * @param {string} folder
 * @param {number} hz
 * @returns {string} the file
 */
export const toneFile = (folder, hz) => {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `tone-${hz}.wav`)
  writeFileSync(file, tone(hz))
  return file
}
