import { matches } from '../condition-match.ts'
import { namesIn, parseConditions } from '../conditions.ts'
import { badCondition, refusal } from '../refusal.ts'
import { answer, type RestContext } from './env.ts'
import { isConditionName, isFieldName, type ModelName, valueAt } from './models.ts'
import type { View } from './views.ts'

const pageSizeDefault = 25
const pageSizeLimit = 1000

/** Links name a host that is not the caller's, as real ones sometimes do: they are not to be followed. */
const internalBase = 'https://psa-internal.example//apis/3.0'

interface Filter {
  conditions?: string | undefined
  childConditions?: string | undefined
  orderBy?: string | undefined
}

export function project(model: ModelName, view: View, fields: string | undefined): View {
  if (!fields) return view
  const result: View = {}
  for (const field of fields.split(',').map((name) => name.trim())) {
    if (!isFieldName(model, field)) throw badCondition(`${field} is not a recognized name.`)
    const value = valueAt(view, field)
    if (value === undefined) continue
    const parts = field.split('/')
    let target = result
    for (const part of parts.slice(0, -1)) {
      target[part] = { ...((target[part] as View | undefined) ?? {}) }
      target = target[part] as View
    }
    target[parts.at(-1) ?? field] = value
  }
  return result
}

function byChild(view: View, source: string): boolean {
  const condition = parseConditions(source)
  const names = namesIn(condition)
  const [collection = ''] = (names[0] ?? '').split('/')
  if (names.some((name) => !name.startsWith(`${collection}/`)))
    throw badCondition(`${names.join(', ')} is not a recognized name.`)
  const children = view[collection]
  if (!Array.isArray(children)) return false
  return children.some((child) =>
    matches(condition, (name) => valueAt(child, name.slice(collection.length + 1))),
  )
}

function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0
  if (left === undefined || left === null) return -1
  if (right === undefined || right === null) return 1
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : String(left).localeCompare(String(right))
}

function ordered(model: ModelName, views: View[], orderBy: string): View[] {
  const keys = orderBy.split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.trim().split(/\s+/)
    if (rest.length > 0 || !isConditionName(model, name) || !/^(asc|desc)$/i.test(direction)) {
      throw badCondition(`${part.trim()} is not a recognized name.`)
    }
    return { name, sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
  })
  return views.toSorted((a, b) => {
    for (const { name, sign } of keys) {
      const order = compareValues(valueAt(a, name), valueAt(b, name)) * sign
      if (order !== 0) return order
    }
    return 0
  })
}

type ReadVirtual = (view: View, name: string) => unknown

export function select(model: ModelName, views: View[], filter: Filter, readVirtual?: ReadVirtual): View[] {
  let rows = views
  if (filter.conditions) {
    const condition = parseConditions(filter.conditions)
    for (const name of namesIn(condition)) {
      if (!isConditionName(model, name)) throw badCondition(`${name} is not a recognized name.`)
    }
    rows = rows.filter((view) =>
      matches(condition, (name) => readVirtual?.(view, name) ?? valueAt(view, name)),
    )
  }
  const { childConditions } = filter
  if (childConditions) rows = rows.filter((view) => byChild(view, childConditions))
  return filter.orderBy ? ordered(model, rows, filter.orderBy) : rows
}

function positive(value: string | undefined, fallback: number): number {
  const number = Number(value ?? fallback)
  return Number.isInteger(number) && number > 0 ? number : fallback
}

function pageLink(c: RestContext, changes: Record<string, number>): string {
  const query = new URLSearchParams(c.req.query())
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value))
  return `${internalBase}${c.req.path.replace(/^.*\/apis\/3\.0/, '')}?${query}`
}

function forwardOnly(c: RestContext, model: ModelName, rows: View[]): Response {
  if (c.req.query('orderBy'))
    throw refusal(400, 'InvalidParameter', 'orderBy cannot be used with forward-only pagination')
  const size = Math.min(positive(c.req.query('pageSize'), pageSizeDefault), pageSizeLimit)
  const after = Number(c.req.query('pageId') ?? 0)
  const page = rows
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .filter((row) => Number(row.id) > after)
    .slice(0, size)
  const lastId = Number(page.at(-1)?.id ?? after)
  const link = `<${pageLink(c, { pageSize: size, pageId: lastId })}>; rel="next"`
  return answer(
    c,
    page.map((row) => project(model, row, c.req.query('fields'))),
    200,
    { link },
  )
}

/** Answers a list: conditions, order, page and projection from the query, and the Link header. */
export function answerList(
  c: RestContext,
  model: ModelName,
  views: View[],
  readVirtual?: ReadVirtual,
): Response {
  const { conditions, childConditions, orderBy, fields } = c.req.query()
  const rows = select(model, views, { conditions, childConditions, orderBy }, readVirtual)
  if (c.req.header('pagination-type') === 'forward-only') return forwardOnly(c, model, rows)

  const size = Math.min(positive(c.req.query('pageSize'), pageSizeDefault), pageSizeLimit)
  const page = positive(c.req.query('page'), 1)
  const last = Math.max(1, Math.ceil(rows.length / size))
  const links = [`<${pageLink(c, { pageSize: size, page: 1 })}>; rel="first"`]
  if (page > 1 && page <= last) links.push(`<${pageLink(c, { pageSize: size, page: page - 1 })}>; rel="prev"`)
  if (page < last) links.push(`<${pageLink(c, { pageSize: size, page: page + 1 })}>; rel="next"`)
  links.push(`<${pageLink(c, { pageSize: size, page: last })}>; rel="last"`)
  const shown = rows.slice((page - 1) * size, page * size).map((row) => project(model, row, fields))
  return answer(c, shown, 200, last > 1 ? { link: links.join(', ') } : {})
}

export function answerCount(
  c: RestContext,
  model: ModelName,
  views: View[],
  readVirtual?: ReadVirtual,
): Response {
  const { conditions, childConditions } = c.req.query()
  return answer(c, { count: select(model, views, { conditions, childConditions }, readVirtual).length })
}

export function answerOne(c: RestContext, model: ModelName, view: View): Response {
  return answer(c, project(model, view, c.req.query('fields')))
}
