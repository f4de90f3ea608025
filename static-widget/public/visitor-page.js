// What a customer's page would write as <parley-call tenant="…">; the demo takes the tenant from its own address.
const asked = new URL(location.href).searchParams
const call = document.createElement('parley-call')
call.setAttribute('tenant', asked.get('tenant') ?? '')
if (asked.has('lang')) document.documentElement.lang = asked.get('lang')
for (const option of ['inline', 'direct', 'offline', 'label'])
  if (asked.has(option)) call.setAttribute(option, asked.get(option))
if (asked.has('name')) call.setAttribute('visitor-name', asked.get('name'))
document.body.append(call)
