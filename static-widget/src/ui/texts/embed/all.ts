// All of them: together they are smaller than a second request.
import type { Language } from '../languages.ts'
import ar from './ar.ts'
import de from './de.ts'
import en, { type EmbedTexts } from './en.ts'
import es from './es.ts'
import fr from './fr.ts'
import it from './it.ts'
import ja from './ja.ts'
import nl from './nl.ts'
import pl from './pl.ts'
import pt from './pt.ts'

export const embedTexts: Record<Language, EmbedTexts> = { ar, de, en, es, fr, it, ja, nl, pl, pt }
