import type { VisitorTexts } from './en.ts'

export { call } from '../call/it.ts'

export const visitor: VisitorTexts<'it'> = {
  panel: 'Chiamata',
  whyMicrophone:
    'Il browser chiederà il microfono, così la persona che chiami può sentirti. Non viene registrato nulla.',
  test: {
    title: 'Prima di chiamare',
    speak: 'Di’ qualcosa: le barre si muovono se il microfono funziona.',
    heard: 'Il tuo microfono funziona.',
    silent: 'Non si sente ancora nulla. È acceso, ed è quello giusto?',
    level: 'Il tuo microfono',
    playTone: 'Riproduci un suono di prova',
    camera: 'Inizia con la videocamera accesa',
    start: 'Avvia chiamata',
  },
  calling: 'Chiamata in corso …',
  devices: {
    one: 'Squilla su {n} dispositivo',
    many: 'Squilla su {n} dispositivi',
    other: 'Squilla su {n} dispositivi',
  },
  talkingTo: 'Stai parlando con {name}',
  connected: 'Sei connesso',
  connectingTo: 'Connessione con {name}',
  connectingToOther: 'Connessione con l’altra persona',
  callAgain: 'Chiama di nuovo',
  ends: {
    hung_up_here: 'Hai riagganciato dopo {time}.',
    hung_up: 'L’altra persona ha riagganciato.',
    cancelled: 'Hai annullato la chiamata.',
    declined: 'Nessuno ha potuto prendere la tua chiamata.',
    unanswered: 'Nessuno ha risposto.',
    abandoned: 'La chiamata è stata abbandonata perché questa pagina non ha risposto per un po’.',
    failed: 'I vostri browser non hanno trovato una via l’uno verso l’altro. Forse c’è un firewall.',
    peer_lost: 'L’altra persona è andata persa e non è tornata.',
    media_lost: 'L’audio è andato perso e non è tornato.',
    dropped: 'La connessione è andata persa da entrambe le parti.',
  },
  refusals: {
    voice_not_enabled: 'Qui le chiamate non sono disponibili.',
    video_not_enabled: 'Qui le videochiamate non sono disponibili.',
    nobody_available: 'Nessuno è disponibile per una chiamata in questo momento.',
    outside_hours: 'In questo momento siamo chiusi.',
    outside_hours_until: 'Siamo chiusi. Apriamo {day}.',
    already_in_call: 'Sei già in una chiamata in un’altra pagina.',
    tenant_busy: 'Tutte le linee sono occupate. Riprova tra un attimo.',
    too_many_requests: 'Troppi tentativi. Riprova tra un attimo.',
    origin_not_allowed: 'Le chiamate da questo sito non sono permesse.',
    blocked: 'Qui non puoi chiamare.',
    over: 'Questa chiamata è già finita.',
  },
  rating: {
    title: 'Com’è andata la chiamata?',
    stars: { one: '{n} stella', many: '{n} stelle', other: '{n} stelle' },
    comment: 'Vuoi aggiungere qualcosa?',
    send: 'Invia',
    thanks: 'Grazie per il tuo parere.',
    failed: 'Invio non riuscito. Riprova.',
  },
  callback: {
    offer:
      'Nessun dispositivo ha ancora risposto. Continua a squillare; puoi anche lasciare un messaggio per essere richiamato.',
    title: 'Richiamami',
    name: 'Il tuo nome',
    contact: 'Telefono o e-mail',
    note: 'Di cosa si tratta?',
    when: 'Quando?',
    optional: 'facoltativo',
    send: 'Chiedi di essere richiamato',
    sent: 'Grazie. Sarai richiamato.',
    failed: 'Invio non riuscito. Riprova.',
  },
  offline: {
    title: 'Nessuno è disponibile in questo momento',
    closed: 'In questo momento siamo chiusi',
    opens: 'Apriamo {day}.',
    invite: 'Lascia un messaggio e sarai richiamato.',
  },
  cannotCall: {
    title: 'Questo browser non può chiamare',
    words:
      'Apri questa pagina in una versione attuale di Chrome, Edge, Firefox o Safari, oppure lascia un messaggio.',
  },
}
