// The peer of the bench `snapstart`: what call-request does for a granted call, as a small Node function would do it. Bundled into one file.
import { createHash, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto'
import { request } from 'node:http'
import pg from 'pg'

const env = process.env

/** @param {string} method @param {string} url @param {Record<string, string>} [headers] @param {string} [body] @returns {Promise<{ headers: import('node:http').IncomingHttpHeaders, text: string }>} */
const ask = (method, url, headers = {}, body) =>
  new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (some) => {
        text += some
      })
      answer.on('end', () => resolve({ headers: answer.headers, text }))
    })
    call.on('error', reject)
    call.end(body)
  })

/** @param {string} text */
const sha256 = (text) => createHash('sha256').update(text).digest('hex')
/** @param {string | Buffer} key @param {string} text */
const hmac = (key, text) => createHmac('sha256', key).update(text).digest()

/** @type {{ AccessKeyId: string, SecretAccessKey: string, Token: string } | undefined} */
let role
/** AWS Secrets Manager by a signed request, with the role that SnapStart's address gives. @param {string | undefined} id */
const secret = async (id) => {
  role ??= JSON.parse(
    (
      await ask('GET', env.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? '', {
        authorization: env.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '',
      })
    ).text,
  )
  const { AccessKeyId = '', SecretAccessKey = '', Token = '' } = role ?? {}
  const url = new URL(env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? '')
  const body = JSON.stringify({ SecretId: id })
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  /** @type {Record<string, string>} */
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host: url.host,
    'x-amz-date': date,
    'x-amz-security-token': Token,
    'x-amz-target': 'secretsmanager.GetSecretValue',
  }
  const signed = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  const scope = `${date.slice(0, 8)}/${env.AWS_REGION}/secretsmanager/aws4_request`
  const canonical = ['POST', '/', '', lines.join(''), signed, sha256(body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce(hmac, /** @type {string | Buffer} */ (`AWS4${SecretAccessKey}`))
  const signature = hmac(key, toSign).toString('hex')
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${AccessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`
  return JSON.parse((await ask('POST', url.href, headers, body)).text).SecretString
}

/** @param {string} token */
const visitor = (token) => {
  const [head = '', payload = '', signature = ''] = token.split('.')
  /** @param {string} part */
  const said = (part) => JSON.parse(Buffer.from(part, 'base64url').toString())
  const jwk = JSON.parse(env.PARLEY_JWKS ?? '{}').keys.find(
    (/** @type {any} */ key) => key.kid === said(head).kid,
  )
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const data = Buffer.from(`${head}.${payload}`)
  const good = verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  const claims = said(payload)
  const now = Date.now() / 1000
  if (!good || claims.iss !== env.PARLEY_ISSUER || claims.role !== 'anon' || claims.exp < now - 30)
    throw new Error('bad_token')
  return claims
}

/** @type {pg.Client | null} */
let client = null
const database = async () => {
  if (client !== null) return client
  const url = new URL((env.PARLEY_DATABASE_URL ?? '').replace('jdbc:', ''))
  const { password } = JSON.parse(await secret(env.PARLEY_DATABASE_SECRET))
  client = new pg.Client({
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: env.PARLEY_DATABASE_USER,
    password,
    ...(env.PARLEY_DATABASE_CA ? { ssl: { ca: env.PARLEY_DATABASE_CA } } : {}),
  })
  await client.connect()
  return client
}

/** @param {any} event */
const handle = async (event) => {
  const body = JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body)
  const who = visitor(event.headers.authorization.slice(7))
  const source = createHmac('sha256', Buffer.from(await secret(env.PARLEY_SOURCE_SECRET), 'base64'))
    .update(Buffer.from(event.requestContext.http.sourceIp.split('.').map(Number)))
    .digest()
  const sql = await database()
  const facts = (
    await sql.query('select parley.call_request_facts($1, $2, $3::uuid, $4) as said', [
      who.tenant_id,
      who.chat_session_id,
      body.call_id,
      source,
    ])
  ).rows[0].said
  if (
    !facts.voice ||
    !facts.open_now ||
    facts.blocked ||
    facts.available_desks === 0 ||
    facts.retry_after > 0
  )
    return {
      statusCode: 409,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({ refused: 'nobody_available' }),
    }
  const ticket = facts.relay ? randomBytes(32).toString('base64url') : null
  const opened = (
    await sql.query(
      'select parley.open_call($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9::text, $10::bytea) as said',
      [
        body.call_id,
        who.tenant_id,
        who.chat_session_id,
        who.sub,
        body.instance,
        body.media,
        JSON.stringify(body.offer),
        null,
        null,
        ticket === null ? null : createHash('sha256').update(ticket).digest(),
      ],
    )
  ).rows[0].said
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ ...opened, relay_ticket: ticket }),
  }
}

const runtime = `http://${env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`
for (;;) {
  const { headers, text } = await ask('GET', `${runtime}/next`)
  const reply = await handle(JSON.parse(text))
  console.log(JSON.stringify({ function: 'call-request', status: reply.statusCode }))
  await ask(
    'POST',
    `${runtime}/${headers['lambda-runtime-aws-request-id']}/response`,
    {},
    JSON.stringify(reply),
  )
}
