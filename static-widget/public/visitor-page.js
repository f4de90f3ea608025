// What a customer's page would write as <parley-call tenant="…">; the demo takes the tenant from its own address.
const asked = new URL(location.href).searchParams
const call = document.createElement('parley-call')
call.setAttribute('tenant', asked.get('tenant') ?? '')
if (asked.has('name')) call.setAttribute('visitor-name', asked.get('name'))
document.body.append(call)
