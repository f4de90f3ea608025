// Several set-ups go up to a point of their own and wait there; what befalls them befalls all of them at once.

/** @param {number} count */
export const barrier = (count) => {
  /** @type {() => void} */
  let allHere = () => {}
  /** @type {() => void} */
  let open = () => {}
  const gathered = new Promise((done) => {
    allHere = () => done(undefined)
  })
  const opened = new Promise((done) => {
    open = () => done(undefined)
  })
  let here = 0
  return {
    wait: async () => {
      here += 1
      if (here === count) allHere()
      await opened
    },
    /** Whoever will never come is not waited for. */
    excused: () => {
      here += 1
      if (here === count) allHere()
    },
    gathered,
    open,
  }
}
