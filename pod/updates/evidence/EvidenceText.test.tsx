// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { Doubt, SentenceEvidence } from '../../../shared/contracts/evidence.ts'
import type { SessionDetail } from '../../../shared/contracts/sessions.ts'
import { EvidenceList } from './EvidenceList.tsx'
import { EvidenceText } from './EvidenceText.tsx'
import { LightMarkdown } from './LightMarkdown.tsx'
import type { OpinionOf } from './opinion.ts'

const text = 'Hello Ann,\n\nThe VPN drops. We replaced the cable. It is over.'
const sentence = (words: string, more: Partial<SentenceEvidence>): SentenceEvidence => {
  const start = text.indexOf(words)
  return {
    sentence: words,
    start,
    end: start + words.length,
    sources: [],
    supported: true,
    marks: [],
    ...more,
  }
}
const evidence = [
  sentence('The VPN drops.', { sources: [{ kind: 'fact', id: 'a' }] }),
  sentence('We replaced the cable.', {
    sources: [{ kind: 'task', id: 'b' }],
    supported: false,
    marks: ['only_suggested'],
  }),
  sentence('It is over.', { supported: false, marks: ['no_source'] }),
]
const detail = {
  title: 'VPN',
  facts: [{ id: 'a', text: 'Drops at random', status: 'confirmed', known: 'told' }],
  tasks: [{ id: 'b', text: 'Replace the cable', state: 'pending', known: null, result: null }],
  questions: [],
  causes: [],
  cited_notes: [],
} as unknown as SessionDetail

const box = document.body.appendChild(document.createElement('div'))
afterEach(() => render(null, box))

async function shown(of: readonly SentenceEvidence[] = evidence, doubts: Doubt[] = []) {
  const opinion: OpinionOf = signal({ doubts, of: text, isAsked: false, dismissed: [] })
  const active = signal<number | null>(null)
  const onPoint = vi.fn()
  await act(() =>
    render(
      <>
        <EvidenceList evidence={of} active={active} />
        <EvidenceText
          {...{ text, evidence: of, opinion, detail, active, onPoint }}
          draw={(from, to) => <LightMarkdown text={text.slice(from, to)} />}
        />
      </>,
      box,
    ),
  )
  return { active, onPoint, opinion }
}
const sentences = () => [...box.querySelectorAll<HTMLElement>('[data-sentence]')]
const card = () => box.querySelector('[id]')?.textContent ?? null

test('the text stands whole, each sentence says in words what is wrong with it', async () => {
  await shown()
  expect(box.querySelector('.relative')?.textContent).toBe(text)
  expect(sentences().map((one) => one.getAttribute('aria-description'))).toEqual([
    'Rests on 1',
    'Only suggested: Nobody has done this yet.',
    'Nothing behind it: Nothing in the case says this.',
  ])
})

test('focus shows what a sentence rests on and how that stands, and a press leads there', async () => {
  const { onPoint } = await shown()
  await act(() => sentences()[1]?.focus())
  expect(card()).toBe(
    'Only suggested. Nobody has done this yet.Rests on 1Step 1 Replace the cableOnly suggested',
  )
  await act(() => box.querySelector<HTMLElement>('[title="Show it in the case"]')?.click())
  expect(onPoint).toHaveBeenCalledWith('b')
})

test('one stop of the keyboard: arrows go on, Escape closes', async () => {
  await shown()
  expect(sentences().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1])
  const press = (key: string) =>
    act(() => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    })
  await act(() => sentences()[0]?.focus())
  expect(card()).toContain('Told')
  await press('ArrowDown')
  expect(document.activeElement).toBe(sentences()[1])
  await press('Escape')
  expect(card()).toBeNull()
})

test('the list counts the marked ones and steps through them', async () => {
  const { active } = await shown()
  expect(box.querySelector('section')?.textContent).toContain('2 sentences to look at.')
  const press = () => act(() => box.querySelector('button')?.click())
  await press()
  expect(active.value).toBe(1)
  await press()
  expect(active.value).toBe(2)
  await press()
  expect(active.value).toBe(1)
})

test('without marks it says so; sentences of another wording are left out', async () => {
  await shown(evidence.slice(0, 1))
  expect(box.textContent).toContain('1 of 1 supported')
  await shown([{ ...(evidence[0] as SentenceEvidence), sentence: 'Another text.' }])
  expect(sentences()).toEqual([])
  expect(box.textContent).toContain(text)
})

test('what a model doubts stands in its own words beside the marks of the server, and can be put away', async () => {
  const [held] = evidence
  const doubt = { ...(held as SentenceEvidence), reason: 'It is only suspected.' }
  const { opinion } = await shown(evidence, [doubt])
  expect(sentences()[0]?.getAttribute('aria-description')).toBe(
    'Rests on 1. The fast model doubts this: It is only suspected.',
  )
  expect(sentences()[1]?.getAttribute('aria-description')).toBe('Only suggested: Nobody has done this yet.')
  await act(() => sentences()[0]?.focus())
  expect(card()).toContain('The fast model doubts this: It is only suspected.')
  const dismiss = [...box.querySelectorAll('button')].find((one) => one.textContent === 'Dismiss')
  await act(() => dismiss?.click())
  expect(opinion.value?.dismissed).toEqual(['The VPN drops.'])
  expect(card()).not.toContain('doubts')
  expect(document.activeElement).toBe(sentences()[0])
})
