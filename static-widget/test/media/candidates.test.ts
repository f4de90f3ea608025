// When candidates go out, by the hands of a clock.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Candidates } from '../../src/media/candidates.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const gathering = () => {
  const said: (string | undefined)[][] = []
  const candidates = new Candidates((all) => said.push(all.map(({ candidate }) => candidate)))
  return { said, candidates, find: (candidate: string) => candidates.add({ candidate }) }
}

test('all that there is after a moment goes out together; an end that comes later is said', () => {
  const { said, candidates, find } = gathering()
  candidates.begin(300)
  find('host')
  find('tcp')
  vi.advanceTimersByTime(300)
  expect(said).toEqual([['host', 'tcp']])
  candidates.complete()
  expect(said).toEqual([['host', 'tcp'], []])
})

test('a server that is slow holds nothing up: what comes after three seconds goes out as it comes', () => {
  const { said, candidates, find } = gathering()
  candidates.begin(300)
  vi.advanceTimersByTime(3000)
  find('relay')
  find('another')
  expect(said).toEqual([['relay'], ['another']])
})

test('what a browser finds after it said that it had all, of a round that a restart replaced, goes out too', () => {
  const { said, candidates, find } = gathering()
  candidates.begin(300)
  find('host')
  vi.advanceTimersByTime(1500)
  // The restart: another round begins, the first one's end is told, and nothing says that it gathers again.
  candidates.begin(150)
  find('relay of the first round')
  candidates.complete()
  find('host again')
  vi.advanceTimersByTime(100)
  find('relay again')
  expect(said.flat()).toEqual(['host', 'relay of the first round', 'host again', 'relay again'])
})

test('a new round is told together again', () => {
  const { said, candidates, find } = gathering()
  candidates.begin(300)
  find('host')
  candidates.complete()
  candidates.reopen()
  candidates.begin(150)
  find('host again')
  find('relay again')
  expect(said).toEqual([['host']])
  vi.advanceTimersByTime(150)
  expect(said).toEqual([['host'], ['host again', 'relay again']])
})

test('nothing goes out once it is closed', () => {
  const { said, candidates, find } = gathering()
  candidates.begin(300)
  find('host')
  candidates.close()
  candidates.complete()
  vi.advanceTimersByTime(5000)
  expect(said).toEqual([])
})
