// The local stack's control port: what shall go wrong, and where.

/**
 * @typedef {'push' | 'rpc' | 'functions' | 'webhook' | 'config'} Border
 * @typedef {{ drop?: number, lose_answer?: number, duplicate?: number, delay?: number, delay_ms?: number }} Fault
 */

/** @param {string} address */
export const control = (address) => {
  /** @param {string} method @param {string} path @param {unknown} [body] */
  const ask = async (method, path, body) => {
    const answer = await fetch(new URL(path, address), {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`control ${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }
  return {
    /** @param {Partial<Record<Border, Fault>> & { seed?: number }} faults */
    fail: (faults) => ask('POST', '/faults', faults),
    heal: () => ask('DELETE', '/faults'),
    /** @param {string} action */
    act: (action) => ask('POST', `/do/${action}`),
    /** Limits of the local Realtime, by the real admin API's names. @param {Record<string, number | boolean>} limits */
    limit: (limits) => ask('PATCH', '/realtime', limits),
    /** How long an access token lives that Auth gives from now on. @param {number} seconds */
    tokensLive: (seconds) => ask('PATCH', '/auth', { jwt_exp: seconds }),
  }
}

/** @typedef {ReturnType<typeof control>} Control */
