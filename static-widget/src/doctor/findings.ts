// What can keep calls from working on a page, each with what its owner does about it. In English: this is for whoever builds the page.
export interface Finding {
  readonly name: string
  readonly problem: string
  readonly fix: string
}

/** What was looked at and found in order is null. */
export type Check = () => Promise<Finding | null>

const finding = (name: string, problem: string, fix: string): Finding => ({ name, problem, fix })

export const FINDINGS = {
  insecure: finding(
    'insecure page',
    'This page is not a secure context, so no browser gives it a microphone.',
    'Serve the page over https (http://localhost is secure too).',
  ),
  browser: finding(
    'browser too old',
    'This browser lacks what a call is made of: {missing}.',
    'Use a current Chrome, Edge, Firefox or Safari. Visitors with such a browser are shown the callback form.',
  ),
  policy: finding(
    'no microphone policy',
    'The page’s Permissions-Policy, or the frame around it, forbids the microphone.',
    'Send “Permissions-Policy: microphone=(self), camera=(self), display-capture=(self), autoplay=(self)”; in a frame from another origin also allow="microphone; camera; display-capture; autoplay; speaker-selection; screen-wake-lock".',
  ),
  config: finding(
    'settings unreachable',
    'The tenant’s settings could not be fetched from {where}.',
    'Add {where} to connect-src of the page’s Content-Security-Policy; check that the address is right and answers.',
  ),
  key: finding(
    'wrong key',
    'Nobody has the public key “{key}”.',
    'Copy the key (pk_…) from the tenant’s settings into tenant="…" or data-tenant="…".',
  ),
  voice: finding(
    'voice off',
    'Calls are not enabled for this tenant, so no button is shown.',
    'Have the operator enable voice for the tenant (voice_enabled).',
  ),
  origin: finding(
    'origin not allowed',
    'The tenant does not allow calls from {origin}.',
    'Add {origin} to the tenant’s allowed origins (allowed_origins).',
  ),
  functions: finding(
    'functions unreachable',
    'The functions at {where} could not be reached.',
    'Add {where} to connect-src of the page’s Content-Security-Policy.',
  ),
  csp: finding(
    'CSP blocks the socket',
    'The page’s Content-Security-Policy does not let it open {where}.',
    'Add {where} to connect-src.',
  ),
  socket: finding(
    'socket does not open',
    'Supabase Realtime at {where} did not answer. Calls work without it, but slower.',
    'Check proxies that block WebSockets, and that the Supabase project runs.',
  ),
  udp: finding(
    'UDP is blocked',
    'No answer came back over UDP from {where}: this network, a VPN or an extension blocks it.',
    'Allow outgoing UDP to port 3478 and to high ports. Without it, calls from here need the premium relay (TURN over TLS on port 443).',
  ),
} satisfies Record<string, Finding>

/** Puts values into `{name}` marks of all of a finding’s texts. */
export const filled = (found: Finding, values: Readonly<Record<string, string>>): Finding => {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark)
  return { name: found.name, problem: fill(found.problem), fix: fill(found.fix) }
}
