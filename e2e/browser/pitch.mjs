// Which tone is in these samples: the highest peak of their spectrum.

/**
 * @typedef {object} Pitch
 * @property {number} hz the strongest tone, 0 in silence
 * @property {number} share how much of the energy stands in that tone: near 1 for a sine, near 0 for noise
 * @property {number} rms
 */

const SILENCE = 0.001

/**
 * @param {ArrayLike<number>} samples at least 4096 of them
 * @param {number} rate samples a second
 * @returns {Pitch}
 */
export const pitch = (samples, rate) => {
  const n = 2 ** Math.floor(Math.log2(samples.length))
  const rms = Math.sqrt(Array.from(samples).reduce((sum, x) => sum + x * x, 0) / samples.length)
  if (n < 4096 || rms < SILENCE) return { hz: 0, share: 0, rms }
  const power = spectrum(samples, n)
  let top = 2
  for (let k = 2; k < power.length; k++) if (at(power, k) > at(power, top)) top = k
  const [below, peak, above] = [at(power, top - 1), at(power, top), at(power, top + 1)].map((p) =>
    Math.log(p + 1e-30),
  )
  // A parabola through the three highest bins finds the tone between them.
  const shift = (0.5 * (Number(below) - Number(above))) / (Number(below) - 2 * Number(peak) + Number(above))
  let all = 0
  let near = 0
  for (let k = 2; k < power.length; k++) {
    all += at(power, k)
    if (Math.abs(k - top) <= 3) near += at(power, k)
  }
  return { hz: ((top + shift) * rate) / n, share: near / all, rms }
}

/** @param {Float64Array} list @param {number} i */
const at = (list, i) => list[i] ?? 0

/**
 * Power of each bin, after a Hann window.
 *
 * @param {ArrayLike<number>} samples
 * @param {number} n a power of two
 */
const spectrum = (samples, n) => {
  const re = new Float64Array(n)
  const im = new Float64Array(n)
  for (let i = 0; i < n; i++) re[i] = Number(samples[i]) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n))
  fft(re, im)
  const power = new Float64Array(n / 2)
  for (let k = 0; k < n / 2; k++) power[k] = at(re, k) ** 2 + at(im, k) ** 2
  return power
}

/** In place, radix 2. @param {Float64Array} re @param {Float64Array} im */
const fft = (re, im) => {
  const n = re.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      const [r, m] = [at(re, i), at(im, i)]
      re[i] = at(re, j)
      im[i] = at(im, j)
      re[j] = r
      im[j] = m
    }
  }
  for (let size = 2; size <= n; size *= 2) {
    const angle = (-2 * Math.PI) / size
    for (let from = 0; from < n; from += size)
      for (let k = 0; k < size / 2; k++) {
        const [wr, wi] = [Math.cos(angle * k), Math.sin(angle * k)]
        const [a, b] = [from + k, from + k + size / 2]
        const tr = at(re, b) * wr - at(im, b) * wi
        const ti = at(re, b) * wi + at(im, b) * wr
        re[b] = at(re, a) - tr
        im[b] = at(im, a) - ti
        re[a] = at(re, a) + tr
        im[a] = at(im, a) + ti
      }
  }
}
