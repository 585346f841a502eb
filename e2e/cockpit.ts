import type { FrameLocator, Page } from 'playwright-core'

/** The same parts in the pod's frame and on the full page. */
export type Room = Pick<FrameLocator | Page, 'getByRole' | 'getByLabel' | 'getByText' | 'locator'>
export type Cockpit = ReturnType<typeof cockpit>

/** A case at work: start, header, steps, questions, facts, log, composer. */
export function cockpit(room: Room) {
  const asks = room.locator('section', { has: room.getByRole('heading', { name: 'FlowPilot asks' }) })
  const steps = room.locator('section', { has: room.getByRole('heading', { name: 'Steps', exact: true }) })
  const fix = room.locator('section', { has: room.getByRole('heading', { name: 'Suggested fix' }) })
  const known = room.locator('section', { has: room.getByRole('heading', { name: 'What we know' }) })
  const log = room.getByRole('log', { name: 'Conversation' })
  const message = room.getByLabel('Message to FlowPilot')
  const question = asks.locator('p').first()
  /** Enter sends at once only while Send stands there; while an answer streams, or without a line, the words wait. */
  const send = async () => {
    await room.getByRole('button', { name: 'Send', exact: true }).waitFor()
    await message.press('Enter')
  }
  const field = (label: Field) => room.getByRole('button', { name: new RegExp(`^${label}: `) })
  return {
    room,
    /** The start screen's one button. */
    start: room.getByRole('button', { name: /^Start case with ticket/ }),
    asks,
    question,
    steps,
    step: (text: string) => steps.getByRole('listitem').filter({ hasText: text }),
    activeStep: steps.locator('[aria-current="step"]'),
    fix,
    known,
    facts: known.getByRole('listitem'),
    log,
    message,
    field,
    /** Who else has the case open, in its head. */
    present: room.locator('header').first(),
    /** Said of a case that was set aside, with the way on. */
    paused: room.getByText('This case is paused'),
    resume: room.getByRole('button', { name: 'Resume', exact: true }),
    share: room.getByRole('button', { name: 'Share Update' }),
    stop: room.getByRole('button', { name: 'Stop', exact: true }),
    quickReply: (words: string) => asks.getByRole('button', { name: words }),
    /** Waits until another question is asked, or none. */
    askedOn: (before: string) => asks.filter({ hasText: before }).waitFor({ state: 'detached' }),
    /** Reads the question, answers by button, and waits for what comes next. */
    answer: async (words: string) => {
      const before = await question.innerText()
      await readingTime()
      await asks.getByRole('button', { name: words }).click()
      await asks.filter({ hasText: before }).waitFor({ state: 'detached' })
    },
    /** The words of the first quick reply. */
    firstReply: async () =>
      (await asks.getByRole('group').getByRole('button').first().innerText()).replace(/^\d\s*/, ''),
    say: async (words: string) => {
      await message.fill(words)
      await send()
    },
    send,
    setField: async (label: Field, value: string) => {
      await field(label).click()
      const input = room.getByRole('textbox', { name: label })
      await input.fill(value)
      await input.press('Enter')
      await field(label).filter({ hasText: value }).waitFor()
    },
  }
}

/** A press right after a question came counts as meant for the one before. */
export const readingTime = () => new Promise((resolve) => setTimeout(resolve, 450))

export type Field = 'Client' | 'Device' | 'Category' | 'Hypothesis'
