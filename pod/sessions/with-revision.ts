import { ApiProblem, asProblem } from '../line/api-problem.ts'

/**
 * Sends a change with the revision that was seen. Where the row moved on in other ways than this change is about
 * (another row's tick moved it), the same change is sent once more on the newest revision; otherwise it is refused
 * with how it stands now, for the person to decide.
 */
export async function withRevision<Row extends { revision: number }, Fields extends Partial<Row>>(
  seen: Row,
  fields: Fields,
  send: (revision: number) => Promise<Row>,
): Promise<Row> {
  try {
    return await send(seen.revision)
  } catch (error) {
    const problem = asProblem(error)
    const current = problem.code === 'revision_stale' ? (problem.extra.current as Row | undefined) : undefined
    if (!current || differs(seen, current, fields)) throw problem
    return send(current.revision)
  }
}

function differs<Row>(seen: Row, current: Row, fields: Partial<Row>): boolean {
  return Object.keys(fields).some(
    (key) => key !== 'position' && seen[key as keyof Row] !== current[key as keyof Row],
  )
}

/** The row as it stands now, when a refusal carries it. */
export function currentIn<Row>(error: unknown): Row | undefined {
  return error instanceof ApiProblem && error.code === 'revision_stale'
    ? (error.extra.current as Row | undefined)
    : undefined
}
