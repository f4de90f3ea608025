// Under Trusted Types a worker's address must be vouched for: this vouches for scripts of the page's own origin, and for no markup at all.
window.trustedTypes?.createPolicy('default', {
  createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
})
