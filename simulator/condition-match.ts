import type { Condition, Literal, Operator } from './conditions.ts'

type Read = (name: string) => unknown

const isoPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

function patternOf(like: string): RegExp {
  let source = ''
  for (let index = 0; index < like.length; index += 1) {
    const char = like.charAt(index)
    const close = char === '[' ? like.indexOf(']', index + 1) : -1
    if (char === '*' || char === '%') source += '[\\s\\S]*'
    else if (close > index + 1) {
      source += `[${like.slice(index + 1, close).replace(/[\\[\]^]/g, '\\$&')}]`
      index = close
    } else source += char.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  }
  return new RegExp(`^${source}$`, 'i')
}

function compare(left: unknown, right: Literal): number | undefined {
  if (right.kind === 'null') return undefined
  if (right.kind === 'date') {
    const time = typeof left === 'string' ? Date.parse(left) : Number.NaN
    return Number.isNaN(time) ? undefined : time - right.value
  }
  if (right.kind === 'boolean')
    return typeof left === 'boolean' ? Number(left) - Number(right.value) : undefined
  if (right.kind === 'number') return typeof left === 'number' ? left - right.value : undefined
  if (typeof left === 'number') return left - Number(right.value)
  if (typeof left === 'string' && isoPattern.test(left) && !Number.isNaN(Date.parse(right.value))) {
    return Date.parse(left) - Date.parse(right.value)
  }
  return typeof left === 'string' ? left.toLowerCase().localeCompare(right.value.toLowerCase()) : undefined
}

function isEqual(left: unknown, right: Literal): boolean {
  if (right.kind === 'text' && right.value.includes('*') && typeof left === 'string')
    return patternOf(right.value).test(left)
  return compare(left, right) === 0
}

function holds(left: unknown, operator: Operator, values: Literal[]): boolean {
  const [right] = values
  if (!right) return false
  const absent = left === undefined || left === null
  if (right.kind === 'null' && operator !== 'in')
    return operator === '=' ? absent : operator === '!=' && !absent
  if (absent) return false
  if (operator === 'in') return values.some((value) => isEqual(left, value))
  if (operator === '=') return isEqual(left, right)
  if (operator === '!=') return !isEqual(left, right)
  if (operator === 'like') return right.kind === 'text' && patternOf(right.value).test(String(left))
  if (operator === 'contains')
    return right.kind === 'text' && patternOf(`*${right.value}*`).test(String(left))
  const order = compare(left, right)
  if (order === undefined || Number.isNaN(order)) return false
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}

/** As in SQL, a comparison with an absent value never holds, and neither does its negation. */
function evaluate(condition: Condition, read: Read): boolean | undefined {
  if (condition.kind === 'and') {
    const results = condition.parts.map((part) => evaluate(part, read))
    return results.includes(false) ? false : results.includes(undefined) ? undefined : true
  }
  if (condition.kind === 'or') {
    const results = condition.parts.map((part) => evaluate(part, read))
    return results.includes(true) ? true : results.includes(undefined) ? undefined : false
  }
  if (condition.kind === 'not') {
    const inner = evaluate(condition.part, read)
    return inner === undefined ? undefined : !inner
  }
  const left = read(condition.name)
  const asksForNull = condition.values[0]?.kind === 'null' && condition.operator !== 'in'
  if ((left === undefined || left === null) && !asksForNull) return undefined
  return holds(left, condition.operator, condition.values)
}

export function matches(condition: Condition, read: Read): boolean {
  return evaluate(condition, read) === true
}
