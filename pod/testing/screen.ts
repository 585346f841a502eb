import { Window } from 'happy-dom'
import { type ComponentType, createElement, render } from 'preact'
import { type Pod, PodContext } from '../pod.ts'

const names = [
  'document',
  'window',
  'Element',
  'HTMLElement',
  'Node',
  'Event',
  'ResizeObserver',
  'IntersectionObserver',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'getComputedStyle',
] as const

/**
 * Draws a screen without a browser, beside a server in the same process: only what drawing needs is put in place, since
 * the server is not to get a browser's requests, signals and streams. It stays: what was drawn runs on for a moment.
 */
export function showScreen(pod: Pod, Screen: ComponentType): { text(): string; leave(): void } {
  const page = new Window()
  for (const name of names) Object.assign(globalThis, { [name]: page[name] })
  const box = document.createElement('div')
  document.body.append(box)
  render(createElement(PodContext.Provider, { value: pod, children: createElement(Screen, null) }), box)
  return {
    text: () => box.textContent ?? '',
    leave: () => render(null, box),
  }
}
