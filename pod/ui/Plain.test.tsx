// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, test } from 'vitest'
import { Plain } from './Plain.tsx'

function shown(part: preact.ComponentChild): Element | null {
  const box = document.createElement('div')
  render(part, box)
  return box.firstElementChild
}

test('hidden signs are neither shown nor in the words on hover, and the text finds its direction', () => {
  const element = shown(<Plain text={'invoice\u202egpj.exe'} title={'all\u200b of it'} as="p" class="meta" />)
  expect(element?.outerHTML).toBe(
    '<p dir="auto" class="[overflow-wrap:anywhere] meta" title="all of it">invoicegpj.exe</p>',
  )
})

test('cut to one line it is whole on hover', () => {
  const element = shown(<Plain cut text="Mail from outside" />)
  expect([element?.tagName, element?.classList.contains('cut'), element?.getAttribute('title')]).toEqual([
    'SPAN',
    true,
    'Mail from outside',
  ])
})
