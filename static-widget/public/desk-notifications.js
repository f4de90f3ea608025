// The desk's service worker: shows who calls while no desk is in front, and brings the answer to the page that asked. It serves no page.
addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(clients.claim()))

const shown = async (client) =>
  (await registration.getNotifications()).filter((one) => one.data?.client === client)

const show = async (client, { rings, words }) => {
  for (const one of await shown(client))
    if (!rings.some(({ callId }) => callId === one.data.callId)) one.close()
  for (const { callId, title, body } of rings)
    await registration.showNotification(title, {
      body,
      tag: callId,
      requireInteraction: true,
      actions: [
        { action: 'answer', title: words.accept },
        { action: 'decline', title: words.decline },
      ],
      data: { callId, client },
    })
}

const answered = async ({ data: { callId, client } }, action) => {
  const page = await clients.get(client)
  if (action) page?.postMessage({ say: action, callId })
  // A window that may not be brought to the front answers all the same.
  if (action !== 'decline') await page?.focus().catch(() => undefined)
}

addEventListener('message', (event) => {
  if (event.data?.say === 'rings') event.waitUntil(show(event.source.id, event.data))
})
addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(answered(event.notification, event.action))
})
