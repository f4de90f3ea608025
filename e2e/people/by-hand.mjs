// A client that follows no page of ours: it has the addresses and speaks the contract by itself.

/** @typedef {{ status: number, body: any }} Said */

/**
 * @param {string} url
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Said>}
 */
export const post = async (url, body, headers = {}) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  return { status: answer.status, body: text ? JSON.parse(text) : null }
}

/**
 * What any page of the tenant gets to know.
 *
 * @param {string} site
 * @param {string} tenant public key
 */
export const configOf = async (site, tenant) => {
  const answer = await fetch(new URL(`/config/${tenant}`, site))
  if (!answer.ok) throw new Error(`config of ${tenant}: ${answer.status} ${await answer.text()}`)
  return /** @type {any} */ (await answer.json())
}

/** An offer that no browser made; the doors look at its size alone. */
const OFFER = {
  sdp: 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n',
}

/** @param {any} config @param {string} tenant public key */
export const visitorByHand = async (config, tenant) => {
  const { status, body: session } = await post(config.endpoints.visitor_session, { tenant })
  if (status !== 200) throw new Error(`visitor-session: ${status} ${JSON.stringify(session)}`)
  const instance = crypto.randomUUID()
  const headers = { authorization: `Bearer ${session.token}` }
  return {
    session,
    instance,
    rpc: rpcWith(config, session.token),
    /** @param {string} [callId] */
    call: (callId = crypto.randomUUID()) =>
      post(
        config.endpoints.call_request,
        {
          call_id: callId,
          instance,
          media: 'audio',
          offer: OFFER,
          page: { url: 'https://shop.example/', title: 'Shop' },
        },
        headers,
      ),
  }
}

/** @param {any} config @param {{ email: string, password: string }} signIn */
export const agentByHand = async (config, { email, password }) => {
  const { status, body } = await post(
    `${config.supabase.url}/auth/v1/token?grant_type=password`,
    { email, password },
    { apikey: config.supabase.key },
  )
  if (status !== 200) throw new Error(`sign-in of ${email}: ${status} ${JSON.stringify(body)}`)
  return { instance: crypto.randomUUID(), rpc: rpcWith(config, body.access_token) }
}

/** @param {any} config @param {string} token */
const rpcWith =
  (config, token) =>
  /** @param {string} name @param {Record<string, unknown>} args */
  (name, args) =>
    post(`${config.supabase.url}/rest/v1/rpc/parley_${name}`, args, {
      apikey: config.supabase.key,
      authorization: `Bearer ${token}`,
    })
