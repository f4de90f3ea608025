// What is asked over the network, as pages and pg_net would. Nothing is written: the nudge is unsigned and must be refused.

/** @typedef {import('./where.mjs').Where} Where */
/** @typedef {{ issuer: string, outcomeUrl: string, clock: number }} Told what the database says of itself */
/** @typedef {{ name: string, wrong: string, fix: string }} Finding */

const PATIENCE = 10_000
const SKEW = 5_000
const SETTINGS = 'psql "$DATABASE_URL" -f target/deploy/settings.sql'

/** @param {string} url @param {RequestInit} [options] */
const ask = async (url, options = {}) => {
  try {
    return await fetch(url, { redirect: 'error', ...options, signal: AbortSignal.timeout(PATIENCE) })
  } catch {
    return null
  }
}

/** @param {Response | null} response @returns {Promise<any>} */
const json = async (response) => {
  try {
    return response?.ok ? await response.json() : null
  } catch {
    return null
  }
}

/** @param {Where} _ @param {Told} told @returns {Promise<Finding[]>} */
const issuer = async (_, { issuer: ours }) => {
  const name = 'issuer'
  const fix = `${SETTINGS}, and make deploy again if the files are missing`
  if (ours === '') return [{ name, wrong: 'settings.issuer is empty: no visitor is believed', fix }]
  const document = await json(await ask(`${ours}/.well-known/openid-configuration`))
  if (document === null) return [{ name, wrong: `${ours} shows no discovery document`, fix }]
  if (document.issuer !== ours)
    return [{ name, wrong: `settings.issuer is ${ours}, its document says ${document.issuer}`, fix }]
  const keys = (await json(await ask(document.jwks_uri)))?.keys ?? []
  const good = keys.some(
    (/** @type {any} */ key) => key.kty === 'EC' && key.crv === 'P-256' && key.kid && !key.d,
  )
  return good ? [] : [{ name, wrong: `${document.jwks_uri} shows no P-256 key with a kid`, fix }]
}

/** A legacy key says when it ends; a new one is known to the gateway or not. @param {Where} where @returns {Promise<Finding[]>} */
const key = async ({ supabase, key: said, now }) => {
  const name = 'publishable key'
  const fix = 'Dashboard, Settings, API keys: take the publishable key, deploy with it as SupabaseKey'
  const payload = said.startsWith('eyJ')
    ? JSON.parse(Buffer.from(said.split('.')[1] ?? '', 'base64url').toString())
    : null
  if (payload?.exp !== undefined && payload.exp * 1000 < now())
    return [{ name, wrong: `the key expired at ${new Date(payload.exp * 1000).toISOString()}`, fix }]
  if (payload?.role === 'service_role' || said.startsWith('sb_secret_'))
    return [
      {
        name,
        wrong: 'this is a secret key: it must never stand in a page',
        fix: `revoke it at once. ${fix}`,
      },
    ]
  const answer = await ask(`${supabase}/rest/v1/rpc/parley_ping`, {
    method: 'POST',
    headers: { apikey: said, 'content-type': 'application/json' },
    body: '{}',
  })
  if (answer === null)
    return [{ name, wrong: `${supabase} does not answer`, fix: 'is the project paused? Dashboard' }]
  if (answer.status === 401) return [{ name, wrong: 'Supabase does not know the key', fix }]
  return answer.ok
    ? []
    : [
        {
          name,
          wrong: `parley_ping answers ${answer.status}`,
          fix: 'supabase db push; Dashboard, API: schema public is exposed',
        },
      ]
}

/** @param {Where} where @param {Told} told @returns {Promise<Finding[]>} */
const clocks = async ({ supabase, now }, { clock }) => {
  const all = []
  const fix = "set this machine's clock (ntp); tokens and webhooks allow 30 s and 5 min"
  const off = Math.round((now() - clock) / 1000)
  if (Math.abs(now() - clock) > SKEW)
    all.push({ name: 'clock', wrong: `this machine and the database differ by ${off} s`, fix })
  const said = Date.parse((await ask(`${supabase}/auth/v1/health`))?.headers.get('date') ?? '')
  if (Math.abs(said - clock) > SKEW)
    all.push({
      name: 'clock',
      wrong: `the database and ${supabase} differ by ${Math.round((said - clock) / 1000)} s`,
      fix,
    })
  return all
}

/** @param {Where} _ @param {Told} told @returns {Promise<Finding[]>} */
const webhook = async (_, { outcomeUrl }) => {
  const name = 'webhook'
  if (outcomeUrl === '')
    return [{ name, wrong: 'settings.outcome_url is empty: outcomes wait for the sweep', fix: SETTINGS }]
  const answer = await ask(outcomeUrl, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  if (answer === null) return [{ name, wrong: `${outcomeUrl} cannot be reached`, fix: SETTINGS }]
  if (answer.status === 401) return []
  const why = answer.status === 403 ? ' (the function URL lacks one of its two permissions)' : ''
  return [
    {
      name,
      wrong: `${outcomeUrl} answers an unsigned nudge with ${answer.status}, not 401${why}`,
      fix: `${SETTINGS}; make deploy`,
    },
  ]
}

/** A page cannot see it, so it is tried: a public channel must be refused. @param {Where} where @returns {Promise<Finding[]>} */
export const publicChannels = async ({ supabase, key: said }) => {
  const name = 'public channels'
  const address = `${supabase.replace(/^http/, 'ws')}/realtime/v1/websocket?apikey=${encodeURIComponent(said)}&vsn=1.0.0`
  const topic = `realtime:parley-doctor-${Math.random().toString(36).slice(2)}`
  const { WebSocket } = await import('./socket.mjs')
  const reply = await new Promise((resolve) => {
    const socket = new WebSocket(address)
    const end = setTimeout(() => resolve(null), PATIENCE)
    socket.onerror = () => resolve(null)
    socket.onopen = () =>
      socket.send(
        JSON.stringify({
          topic,
          event: 'phx_join',
          ref: '1',
          join_ref: '1',
          payload: { config: { private: false } },
        }),
      )
    socket.onmessage = (/** @type {{ data: unknown }} */ { data }) => {
      const message = JSON.parse(String(data))
      if (message.event !== 'phx_reply') return
      clearTimeout(end)
      socket.close()
      resolve(message.payload)
    }
  })
  if (reply === null)
    return [{ name, wrong: 'Realtime does not answer', fix: 'Dashboard, Realtime: is it switched on?' }]
  return reply.status === 'ok'
    ? [
        {
          name,
          wrong:
            'anybody with the publishable key may talk on public channels: a room of the same name beside ours',
          fix: 'Dashboard, Realtime, Settings: "Allow public access" off',
        },
      ]
    : []
}

/** @param {Where} where @returns {Promise<Finding[]>} */
const site = async ({ site: address }) => {
  if (address === '') return []
  const embed = await ask(`${address}/embed.js`)
  const fix = 'make deploy publishes it'
  if (!embed?.ok)
    return [{ name: 'site', wrong: `${address}/embed.js answers ${embed?.status ?? 'nothing'}`, fix }]
  const config = await ask(`${address}/config/pk_doctor_nobody`)
  return config?.status === 404
    ? []
    : [
        {
          name: 'site',
          wrong: `${address}/config/… answers ${config?.status ?? 'nothing'}, not 404 for an unknown tenant`,
          fix: 'CloudFront must be the one who asks widget-config: both permissions, make deploy',
        },
      ]
}

/** @param {Where} where @returns {Promise<Finding[]>} */
const pooler = async ({ functionsDatabase }) => {
  if (functionsDatabase === null) return []
  const name = 'pooler'
  const all = []
  if (!/:6543\//.test(functionsDatabase))
    all.push({
      name,
      wrong:
        "the functions do not use the transaction pooler's port: sessions of frozen functions would use up the database",
      fix: 'DatabaseUrl with port 6543',
    })
  if (!/sslmode=verify-full/.test(functionsDatabase))
    all.push({
      name,
      wrong: "the functions do not check the database's certificate",
      fix: 'DatabaseUrl with sslmode=verify-full, databaseCaFile from the dashboard',
    })
  return all
}

export const QUESTIONS = [issuer, key, clocks, webhook, publicChannels, site, pooler]
