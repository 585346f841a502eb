import { Problem } from '../../shared/problems.ts'
import { shortestPassword } from '../../shared/roles.ts'

/** What a stranger would try first for this person. */
export type Known = { email: string | null; name: string; account_name: string; account_key: string }

/** Letters and digits that must be left once what everybody knows of a person is taken out. */
const leastOwn = 6
const fewestDifferent = 5
const shortestWord = 3

let common: Promise<ReadonlySet<string>> | undefined

/** Some 49,000 passwords of breach lists; read from the disk when the first password is set. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'] as readonly string[]),
  )
  return common
}

/** Throws password_weak, with the reason in its sentence and at the field. */
export async function checkPasswordRule(password: string, known: Known): Promise<void> {
  const reason = whyWeak(password.normalize('NFKC').toLowerCase(), known, await commonPasswords())
  if (reason) throw new Problem('password_weak', reason, { fields: { password: reason } })
}

function whyWeak(password: string, known: Known, common: ReadonlySet<string>): string | undefined {
  const length = [...password].length
  if (length < shortestPassword)
    return `A password has at least ${shortestPassword} characters; this one has ${length}.`
  if (new Set(password).size < fewestDifferent)
    return 'This password repeats too few characters. Choose another one.'
  if (isCommon(password, common))
    return 'This password, or a form of it, stands in lists of stolen ones. Choose another one.'
  if (withoutRows(password).length < leastOwn)
    return 'This password follows the keyboard or the alphabet. Choose another one.'
  if (ownPart(password, known).length < leastOwn)
    return 'This password is made of your name, your address or your account. Choose another one.'
  return undefined
}

/** Itself, without what people add at its ends, or as the same thing several times over. */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const letters = [...password]
  const isWord = (sign: string) => /\p{L}/u.test(sign)
  const first = letters.findIndex(isWord)
  const last = letters.findLastIndex(isWord)
  const core = first < 0 ? password : letters.slice(first, last + 1).join('')
  const undisguised = core.replace(/[013457@$]/g, (sign) => disguises[sign] ?? sign)
  return [password, core, undisguised].some((each) => common.has(each) || common.has(repeated(each)))
}

/** What fingers or children say in a row, in both directions. */
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiopü',
  'asdfghjklöä',
  'zxcvbnm',
  'yxcvbnm',
].flatMap((row) => [row, [...row].toReversed().join('')])
const shortestRun = 4

/** The password without runs of such a row. */
function withoutRows(password: string): string {
  let left = ''
  for (let at = 0; at < password.length; ) {
    const run = longestRun(password.slice(at, at + 26))
    if (run < shortestRun) left += password[at]
    at += run < shortestRun ? 1 : run
  }
  return left
}

function longestRun(text: string): number {
  let run = 1
  while (run < text.length && rows.some((row) => row.includes(text.slice(0, run + 1)))) run++
  return run
}

const disguises: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
}

/** `abcabc` → `abc`; what repeats nothing stays. */
function repeated(text: string): string {
  const period = (text + text).indexOf(text, 1)
  return text.slice(0, period)
}

/** Letters and digits of the password that are none of the person's names. */
function ownPart(password: string, { email, name, account_name, account_key }: Known): string {
  const words = [email ?? '', ...(email ?? '').split(/[@.+_-]/), name, ...name.split(/\s/), account_name]
    .concat(account_name.split(/\s/), account_key, 'flowpilot')
    .map(bare)
    .filter((word) => word.length >= shortestWord)
    .sort((a, b) => b.length - a.length)
  return words.reduce((rest, word) => rest.replaceAll(word, ' '), bare(password)).replaceAll(' ', '')
}

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
