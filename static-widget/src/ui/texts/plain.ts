// What strangers wrote, as text that stays in its place: nothing in it may turn the words around it, or pass for two lines.
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu

export const plain = (text: string): string => text.replace(TURNS, '').replace(BREAKS, ' ').trim()
