import { Check, CircleHelp, CirclePause, X } from 'lucide-preact'
import type { Connection, ConnectionTest } from '../../shared/contracts/connections.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'

const signs = {
  yes: { icon: Check, tone: 'text-green', words: 'yes' },
  no: { icon: X, tone: 'text-red', words: 'missing' },
  unknown: { icon: CircleHelp, tone: 'text-muted', words: 'not known' },
}

/** Health as it stands, and what the last test found: each right, and what it is used for. */
export function TestReport(props: { connection: Connection; test: ConnectionTest | null }) {
  const { connection, test } = props
  return (
    <>
      {connection.health === 'on_hold' && (
        <Notice
          card
          icon={CirclePause}
          tone="amber"
          role="status"
          title={<strong class="font-600">On hold: ConnectWise refused the keys</strong>}
          next={`${connection.health_reason ?? ''} Posts wait until a test passes.`}
        />
      )}
      {test && (
        <section class="card p-0 overflow-hidden" aria-label="Result of the test">
          <p role="status" class={`px-3 py-2 b-b b-b-solid b-line ${test.ok ? '' : 'text-red'}`}>
            {test.ok
              ? `Connected${test.version ? `, ConnectWise ${test.version}` : ''}${test.member ? `, as ${test.member}` : ''}.`
              : (test.problem ?? 'The test did not pass.')}
          </p>
          <ul class="py-1">
            {test.rights.map((right) => {
              const sign = signs[right.have]
              return (
                <li key={right.need} class="row-li wide:px-3 min-h-28px">
                  <Icon of={sign.icon} class={sign.tone} />
                  <span class="min-w-0">
                    {right.need} <span class="meta">{right.used_for}</span>
                  </span>
                  <span class="meta">{sign.words}</span>
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </>
  )
}
