import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../db/package-root.ts'

const read = new Map<string, string>()

/**
 * A prompt by `noun/name`, from the Markdown beside the verb that asks: 'sessions/diagnosis'.
 * Slots are `{{named}}`; a slot without a value, or a value without a slot, throws.
 */
export function prompt(name: string, slots: Record<string, string> = {}): string {
  const text = read.get(name) ?? load(name)
  const asked = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, slot]) => slot ?? ''))
  for (const slot of differing(asked, slots))
    throw new Error(`Prompt ${name}: slot ${slot} and its value do not match.`)
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, slot: string) => slots[slot] ?? '')
}

function differing(asked: Set<string>, slots: Record<string, string>): string[] {
  const given = Object.keys(slots)
  return [...[...asked].filter((slot) => !given.includes(slot)), ...given.filter((slot) => !asked.has(slot))]
}

function load(name: string): string {
  const [noun, file] = name.split('/')
  const text = readFileSync(join(packageRoot(), 'server', noun ?? '', 'prompts', `${file}.md`), 'utf8').trim()
  read.set(name, text)
  return text
}
