// Who is there when the pictures are taken.
import { launch, person } from '../browser/chromium.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { agentOn } from '../people/agent.mjs'
import { agentByHand, configOf } from '../people/by-hand.mjs'
import { keyOf } from '../stack/stack.mjs'

/**
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {(page: import('playwright-core').Page, name: string, whole?: boolean) => Promise<void>} shoot
 */
export const scene = async (stack, shoot) => {
  const folder = temporaryFolder()
  const [visitors, agents] =
    /** @type {[import('playwright-core').Browser, import('playwright-core').Browser]} */ (
      await Promise.all([440, 1000].map((hz) => launch({ wav: toneFile(folder, hz) })))
    )
  /** @param {string} name */
  const deskOf = async (name) => {
    const agent = agentOn(await (await person(agents)).newPage())
    await agent.page.goto(stack.deskPage('acme'))
    await agent.signIn(stack.signIn('acme', name))
    await agent.reads('You are away.')
    return agent
  }
  return {
    stack,
    shoot,
    visitors,
    agents,
    ana: await deskOf('Ana'),
    ben: await deskOf('Ben'),
    silentDesk: await silent(stack),
    close: () => Promise.all([visitors.close(), agents.close()]),
  }
}

/** A desk that is available, yet never says that it rings. @param {import('../stack/stack.mjs').Stack} stack */
const silent = async (stack) => {
  const config = await configOf(stack.site, keyOf('acme'))
  const { rpc, instance } = await agentByHand(config, stack.signIn('acme', 'Ben'))
  /** @param {string} status */
  const beat = (status) =>
    rpc('desk_beat', { p_instance: instance, p_tenant: config.tenant.id, p_status: status, p_ringing: [] })
  /** @type {NodeJS.Timeout | undefined} */
  let beating
  return {
    available: async () => {
      await beat('available')
      beating = setInterval(() => void beat('available'), 10_000)
    },
    /** @param {string} call */
    accept: async (call) => {
      const { status, body } = await rpc('accept_call', { p_call: call, p_instance: instance })
      if (status !== 200 || body.refused) throw new Error(`accept_call: ${status} ${JSON.stringify(body)}`)
    },
    gone: async () => {
      clearInterval(beating)
      await beat('gone')
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof scene>>} Scene */
