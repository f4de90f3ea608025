// `make gallery`: every screen and state, on a phone and a desktop, in light and dark, under target/gallery.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium, NoBrowser } from './browser/chromium.mjs'
import { callScreens, signedOutScreens } from './gallery/desk.mjs'
import { deskLanguageScreens, deskPageScreens } from './gallery/desk-pages.mjs'
import { languageScreens } from './gallery/languages.mjs'
import { scene } from './gallery/scene.mjs'
import { talkingScreens } from './gallery/talking.mjs'
import { visitorScreens } from './gallery/visitor.mjs'
import { agentAt } from './people/agent.mjs'
import { camera } from './shots.mjs'
import { ROOT } from './stack/demo.mjs'
import { forgetPastCalls } from './stack/past-calls.mjs'
import { openStack } from './stack/stack.mjs'

/** @param {import('./stack/stack.mjs').Stack} stack */
const pictures = async (stack) => {
  await stack.empty()
  await forgetPastCalls(stack.ledger)
  rmSync(join(ROOT, 'target', 'gallery'), { recursive: true, force: true })
  const { shoot, files, into } = camera('gallery')
  const here = await scene(stack, shoot)
  try {
    await signedOutScreens(here)
    if (process.env.ONLY === 'desk') for (const one of [here.ana, here.ben]) await one.goAvailable()
    else await visitorScreens(here)
    await callScreens(here)
    await deskPageScreens(here)
    await deskLanguageScreens(here)
    if (process.env.ONLY !== 'desk') {
      const gina = await agentAt(here.agents, stack.deskPage('globex'), stack.signIn('globex'))
      await talkingScreens({ ...here, ana: gina })
      await gina.goAway()
      await languageScreens({ ...here, ana: gina })
    }
    console.log(`${files.length} pictures of ${files.length / 4} screens in ${into}`)
  } finally {
    await here.silentDesk.gone()
    await here.close()
  }
}

try {
  findChromium()
  const stack = await openStack()
  try {
    await pictures(stack)
  } finally {
    await stack.close()
  }
} catch (e) {
  console.error(e instanceof NoBrowser ? e.message : e)
  process.exitCode = 1
}
