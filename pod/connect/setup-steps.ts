import type { Connection, ConnectionSetup, ConnectionTest } from '../../shared/contracts/connections.ts'

export const stepNames = ['site', 'keys', 'members', 'pod', 'note'] as const
export type StepName = (typeof stepNames)[number]

/** `done` · `open`: can be done now · `waits`: for a step before it. */
export type Standing = Record<StepName, 'done' | 'open' | 'waits'>

export type Known = {
  connection: Connection | null
  setup: ConnectionSetup | null
  test: ConnectionTest | null
  /** Site and company as they are typed answered, or are those of the connection. */
  site_known: boolean
  /** They are those of the connection, whose keys count. */
  site_kept: boolean
}

/** Where each step stands, told from what is there: nothing of it is stored. */
export function standingOf({ connection, setup, test, site_known, site_kept }: Known): Standing {
  const works = connection?.health === 'ok' && site_kept && test?.ok !== false
  const after = (isDone: boolean | undefined) => (!works ? 'waits' : isDone ? 'done' : 'open')
  return {
    site: site_known ? 'done' : 'open',
    keys: works ? 'done' : site_known ? 'open' : 'waits',
    members: after(setup !== null && setup.people_mapped >= setup.people),
    pod: after(setup?.pod_registered),
    note: after(setup?.note?.state === 'verified'),
  }
}

/** The first step that can be done and was not put off. */
export function nextStep(standing: Standing, later: readonly StepName[]): StepName | null {
  return stepNames.find((name) => standing[name] === 'open' && !later.includes(name)) ?? null
}
