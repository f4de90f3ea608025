// Several runs in three figures.

/** @param {(number | null)[]} values */
export const spread = (values) => {
  const sorted = values.filter((v) => v !== null).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const median =
    sorted.length % 2 ? sorted[middle] : (Number(sorted[middle - 1]) + Number(sorted[middle])) / 2
  const [min, max] = [sorted[0], sorted.at(-1)]
  return sorted.length === 0 ? null : { min, median, max }
}
