// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bindKeys, type KeyScope, takesLetters } from './keys.ts'

let heard: string[] = []
let stops: (() => void)[] = []
beforeEach(() => {
  heard = []
  stops = []
  document.body.innerHTML =
    '<p id="text" tabindex="-1"></p><textarea id="box"></textarea><button id="button"></button>'
})
afterEach(() => {
  for (const stop of stops) stop()
})

const bind = (scope: KeyScope, keys: string, more: { leavesFields?: boolean; answer?: false } = {}) => {
  const { answer, ...binding } = more
  const run = () => {
    heard.push(`${scope} ${keys}`)
    return answer
  }
  stops.push(bindKeys(scope, () => [{ keys, run, ...binding }]))
}
const press = (key: string, held: KeyboardEventInit = {}, on = 'text') => {
  const event = new KeyboardEvent('keydown', {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
    bubbles: true,
    cancelable: true,
    ...held,
  })
  document.getElementById(on)?.dispatchEvent(event)
  return event.defaultPrevented
}

test('the case hears before the page, and a key it has no use for goes on', () => {
  bind('page', 'N')
  bind('case', 'N')
  expect(press('n')).toBe(true)
  expect(heard).toEqual(['case N'])
  for (const stop of stops.splice(1)) stop()
  bind('case', 'N', { answer: false })
  press('n')
  expect(heard).toEqual(['case N', 'case N', 'page N'])
})

test('under an open sheet single keys are quiet, combinations are not', () => {
  bind('case', 'U')
  bind('case', 'Mod+Z')
  bind('sheet', '1')
  press('u')
  press('1')
  press('z', { ctrlKey: true })
  expect(heard).toEqual(['sheet 1', 'case Mod+Z'])
})

test('whoever types keeps the letters, and Mod+Z; other combinations work there too', () => {
  bind('case', 'U')
  bind('case', 'Alt+U')
  bind('case', 'Mod+Z', { leavesFields: true })
  expect(press('u', {}, 'box')).toBe(false)
  expect(press('z', { ctrlKey: true }, 'box')).toBe(false)
  expect(press('u', { altKey: true }, 'box')).toBe(true)
  expect(heard).toEqual(['case Alt+U'])
  expect(takesLetters(document.getElementById('box'))).toBe(true)
  expect(takesLetters(document.getElementById('button'))).toBe(false)
})

test('Enter on a button is the button’s', () => {
  bind('page', 'Enter')
  press('Enter', {}, 'button')
  press('Enter', { isComposing: true })
  press('Enter')
  expect(heard).toEqual(['page Enter'])
})

test('an open menu or dialog keeps every key', () => {
  bind('page', 'Mod+K')
  for (const open of ['<dialog open></dialog>', '<div role="menu"></div>']) {
    document.body.insertAdjacentHTML('beforeend', open)
    press('k', { ctrlKey: true })
    document.body.lastElementChild?.remove()
  }
  expect(heard).toEqual([])
  press('k', { ctrlKey: true })
  expect(heard).toEqual(['page Mod+K'])
})

test('? is heard with Shift and without, a held key once, and nothing after the end', () => {
  bind('page', '?')
  press('?', { shiftKey: true })
  press('?')
  press('?', { repeat: true })
  for (const stop of stops) stop()
  press('?')
  expect(heard).toEqual(['page ?', 'page ?'])
})
