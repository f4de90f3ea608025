import type { VisitorTexts } from './en.ts'

export { call } from '../call/fr.ts'

export const visitor: VisitorTexts<'fr'> = {
  panel: 'Appel',
  whyMicrophone:
    'Votre navigateur va demander votre micro, pour que la personne appelée vous entende. Rien n’est enregistré.',
  test: {
    title: 'Avant d’appeler',
    speak: 'Dites quelque chose : les barres bougent si votre micro fonctionne.',
    heard: 'Votre micro fonctionne.',
    silent: 'On n’entend encore rien. Est-il allumé, et est-ce le bon ?',
    level: 'Votre micro',
    playTone: 'Jouer un son de test',
    camera: 'Commencer avec ma caméra',
    start: 'Lancer l’appel',
  },
  calling: 'Appel en cours …',
  devices: {
    one: 'Ça sonne sur {n} appareil',
    many: 'Ça sonne sur {n} appareils',
    other: 'Ça sonne sur {n} appareils',
  },
  talkingTo: 'Vous parlez avec {name}',
  connected: 'Vous êtes connecté',
  connectingTo: 'Connexion avec {name}',
  connectingToOther: 'Connexion avec votre interlocuteur',
  callAgain: 'Rappeler',
  ends: {
    hung_up_here: 'Vous avez raccroché après {time}.',
    hung_up: 'Votre interlocuteur a raccroché.',
    cancelled: 'Vous avez annulé l’appel.',
    declined: 'Personne n’a pu prendre votre appel pour le moment.',
    unanswered: 'Personne n’a répondu.',
    abandoned: 'L’appel a été abandonné car cette page n’a pas répondu pendant un moment.',
    failed:
      'Vos navigateurs n’ont pas trouvé de chemin l’un vers l’autre. Un pare-feu est peut-être entre les deux.',
    peer_lost: 'La liaison avec votre interlocuteur a été perdue et n’est pas revenue.',
    media_lost: 'Le son a été perdu et n’est pas revenu.',
    dropped: 'La connexion a été perdue des deux côtés.',
  },
  refusals: {
    voice_not_enabled: 'Les appels ne sont pas possibles ici.',
    video_not_enabled: 'Les appels vidéo ne sont pas possibles ici.',
    nobody_available: 'Personne n’est disponible pour un appel en ce moment.',
    outside_hours: 'Nous sommes fermés en ce moment.',
    outside_hours_until: 'Nous sommes fermés. Nous ouvrons {day}.',
    already_in_call: 'Vous êtes déjà en appel sur une autre page.',
    tenant_busy: 'Toutes les lignes sont occupées. Réessayez dans un instant.',
    too_many_requests: 'C’était un peu trop souvent. Réessayez dans un instant.',
    origin_not_allowed: 'Les appels ne sont pas autorisés depuis ce site.',
    blocked: 'Vous ne pouvez pas appeler ici.',
    over: 'Cet appel est déjà terminé.',
  },
  rating: {
    title: 'Comment était l’appel ?',
    stars: { one: '{n} étoile', many: '{n} étoiles', other: '{n} étoiles' },
    comment: 'Souhaitez-vous en dire plus ?',
    send: 'Envoyer',
    thanks: 'Merci pour votre avis.',
    failed: 'L’envoi a échoué. Veuillez réessayer.',
  },
  callback: {
    offer:
      'Aucun appareil n’a encore répondu. Ça sonne toujours ; vous pouvez aussi laisser un message pour être rappelé.',
    title: 'Me rappeler',
    name: 'Votre nom',
    contact: 'Téléphone ou e-mail',
    note: 'De quoi s’agit-il ?',
    when: 'Quand ?',
    optional: 'facultatif',
    send: 'Demander un rappel',
    sent: 'Merci. On vous rappellera.',
    failed: 'L’envoi a échoué. Veuillez réessayer.',
  },
  offline: {
    title: 'Personne n’est disponible en ce moment',
    closed: 'Nous sommes fermés en ce moment',
    opens: 'Nous ouvrons {day}.',
    invite: 'Laissez un message et on vous rappellera.',
  },
  cannotCall: {
    title: 'Ce navigateur ne peut pas appeler',
    words:
      'Ouvrez cette page dans une version récente de Chrome, Edge, Firefox ou Safari, ou laissez un message.',
  },
}
