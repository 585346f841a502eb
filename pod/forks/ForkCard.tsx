import { Check, CornerDownRight } from 'lucide-preact'
import { useMemo } from 'preact/hooks'
import type { Fork, ForkPath } from '../../shared/contracts/forks.ts'
import { act, useActs } from '../acts/acts.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { Changes } from '../case/undo.ts'
import { usePod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import type { TurnModel } from '../turns/turn-model.ts'
import { Button } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Section } from '../ui/Section.tsx'
import { Time } from '../ui/Time.tsx'
import { createForkActs } from './fork-acts.ts'
import { forkTitle } from './fork-words.ts'

type Props = {
  fork: Fork
  model: SessionModel
  turn: TurnModel
  acts: PanelActs
  changes: Pick<Changes, 'keep'>
  canWork: boolean
}

/** Paths that are equally likely, each with what it would show; the chosen one, and the others for later. */
export function ForkCard({ fork, model, turn, acts, changes, canWork }: Props) {
  const pod = usePod()
  const own = useMemo(() => createForkActs({ pod, model, acts, changes }), [pod, model, acts, changes])
  const { chosen } = fork
  const why = !canWork
    ? 'This case cannot be changed by you now.'
    : pod.outage.value !== null
      ? 'There is no connection.'
      : turn.is_running.value
        ? 'FlowPilot is still answering.'
        : undefined
  const open = fork.paths.filter(({ id }) => id !== chosen?.path_id)
  useActs('case', () =>
    open.map((path) =>
      act('answer', {
        label: stripHidden(path.text),
        note: 'as the path to take',
        why: () => why ?? null,
        run: () => void own.take(fork, path),
      }),
    ),
  )
  const problem = own.problems.value[fork.id]
  return (
    <Section
      id="fork"
      title={forkTitle(fork)}
      end={chosen ? <Chosen chosen={chosen} /> : <span class="meta">equally likely</span>}
      class="wide:[&>div:first-child]:px-4"
    >
      <ul aria-label="Paths" class="pb-1">
        {fork.paths.map((path) => (
          <li key={path.id} class="flex items-start gap-2 px-3 wide:px-4 py-1">
            <Path path={path} isChosen={path.id === chosen?.path_id} isLeft={chosen !== null} />
            {canWork && path.id !== chosen?.path_id && (
              <Button
                small
                kind={chosen ? 'quiet' : 'plain'}
                class={`flex-none ${chosen ? '-mr-6px' : ''}`}
                why={why}
                label={`${chosen ? 'Take this path instead' : 'Take this path'}: ${stripHidden(path.text)}`}
                onPress={() => own.take(fork, path)}
              >
                {chosen ? 'Take instead' : 'Take'}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem && (
        <p role="alert" class="px-3 wide:px-4 text-meta text-red">
          {problem.message}
        </p>
      )}
    </Section>
  )
}

function Path({ path, isChosen, isLeft }: { path: ForkPath; isChosen: boolean; isLeft: boolean }) {
  const isOther = isLeft && !isChosen
  return (
    <>
      <Icon
        of={isChosen ? Check : CornerDownRight}
        size={14}
        class={`mt-3px ${isChosen ? 'text-green' : 'text-muted'}`}
      />
      <div class="flex-1 min-w-0">
        <Plain
          as="p"
          text={path.text}
          class={`[overflow-wrap:anywhere] ${isOther ? 'text-muted' : 'font-600'}`}
        />
        {path.shows && <Plain as="p" text={path.shows} class="meta low:hidden [overflow-wrap:anywhere]" />}
        {isChosen && <span class="sr-only">This path is taken.</span>}
        {isOther && path.taken && <p class="meta">Taken before</p>}
      </div>
    </>
  )
}

function Chosen({ chosen }: { chosen: NonNullable<Fork['chosen']> }) {
  return (
    <span class="meta whitespace-nowrap">
      <Plain text={chosen.by.name} /> chose <Time at={chosen.chosen_at} as="clock" />
    </span>
  )
}
