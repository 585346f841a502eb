import { expect, test } from 'vitest'
import { open, say } from '../../../eval/rehearse.ts'
import { decisives } from '../../flows/decisive.ts'
import { conclusionOf } from '../../flows/way-to.ts'

const either = 'No internet in the office: either the provider line is down or a patch cable is broken'
const line = "The provider's line is down or faulty"
const cable = 'A cable or patch connection is interrupted'
const begun = (words: string) => open({ title: words, words })

test('two causes that the words fit alike are a fork: each with its test and what would show it', () => {
  const { fork } = begun(either).last
  expect(fork.settled).toBe(false)
  expect(fork.paths.map(({ cause }) => cause)).toEqual([line, cable])
  expect(fork.paths[1]).toEqual({
    text: 'Look at the switch port and its VLAN',
    shows: '“Port down, no link”: a cable or patch connection is interrupted.',
    cause: cable,
  })
})

test('one cause that fits best is none, and neither is a case of no flow', () => {
  expect(begun('No internet in the office: the provider line is down').last.fork.paths).toEqual([])
  expect(begun('Something is odd').last.fork.paths).toEqual([])
})

test('it stands until one of its causes is out', () => {
  const here = begun(either)
  const same = say(here, 'It began on Monday')
  expect(same.last.fork).toEqual({ paths: [], settled: false })
  expect(same.state.fork.paths).toHaveLength(2)
  const out = say(same, 'it is not the cable or patch connection')
  expect(out.last.fork.settled).toBe(true)
  expect(out.state.fork.paths).toEqual([])
})

test('it is decided where the way comes to a cause', () => {
  const here = begun(either)
  const node = conclusionOf(here.flow, cable)
  const [deciding] = decisives(here.flow, node?.key ?? '')
  const { flow } = here.state
  const trail = [{ node: flow.node, option: null }]
  const at = {
    ...here,
    state: { ...here.state, flow: { ...flow, node: deciding?.question.key ?? '', trail } },
  }
  const after = say(at, 'Port down, no link')
  expect(after.state.flow.node).toBe(node?.key)
  expect([after.last.fork.settled, after.state.fork.paths]).toEqual([true, []])
})
