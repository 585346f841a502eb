import { commandPatterns } from './command-patterns.ts'
import type { Kind } from './labels.ts'
import { loginPatterns } from './login-patterns.ts'
import { lookOf } from './look.ts'
import { tokenPatterns } from './token-patterns.ts'

export type Found = { start: number; end: number; kind: Kind }[]

/** A form with its own shape. The named group `secret` is what goes; `plain`: also a word of letters is one there. */
export type Pattern = { kind: Kind; why: string; plain?: boolean; form: RegExp }

const patterns = [...commandPatterns, ...loginPatterns, ...tokenPatterns]

/** "AS(201806281)", "GetLastError(10061)", "LdapErr(0x8009030c)": what a program reports, and no password. */
const calledCode =
  /^(?:[A-Z]{1,8}|[A-Z]\w{0,20}(?:Err|Error|Code|Status|Exception))\(\d{3,12}\)?$|^\w{1,40}\(0x[0-9a-fA-F]{1,16}\)?$/

export function findPatterns(text: string, found: Found): void {
  for (const { kind, plain, form } of patterns)
    for (const match of text.matchAll(form)) {
      const [start, end] = match.indices?.groups?.secret ?? match.indices?.groups?.second ?? [0, 0]
      const secret = text.slice(start, end)
      if (calledCode.test(secret)) continue
      const look =
        plain && !/^[$%<{[*]/.test(secret) ? 'strong' : lookOf(/^\S{1,400}/.exec(secret)?.[0] ?? '')
      if (secret && look !== 'fact' && look !== 'prose') found.push({ start, end, kind })
    }
}
