// The sound of a ringing desk.
import { Player, RING } from './sounds.ts'

export class Ring extends Player {
  constructor() {
    super(RING, 'ring')
  }
}
