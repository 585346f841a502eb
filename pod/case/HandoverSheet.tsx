import { ChevronsUp, UserCheck } from 'lucide-preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Handoff, ResumeMode } from '../../shared/contracts/handoffs.ts'
import { Briefing } from '../handoffs/Briefing.tsx'
import { itemsOf, receivedWords, repeatedWords, targetWords } from '../handoffs/handoff-words.ts'
import { handoffInHand } from '../handoffs/in-hand.ts'
import { PickUp } from '../handoffs/PickUp.tsx'
import { createPickupModel, type PickupModel } from '../handoffs/pickup-model.ts'
import { usePod } from '../pod.ts'
import { bindKeys } from '../ui/keys.ts'
import { Notice } from '../ui/Notice.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'
import { toast } from '../ui/Toasts.tsx'
import { Sheet, type SheetProps } from './Sheet.tsx'

/** What was handed over, with the ways to take it; afterwards what of it held. */
export function HandoverSheet({ session, turn, onClose }: SheetProps) {
  const pod = usePod()
  const model = useMemo(() => createPickupModel(pod, session), [pod, session])
  const [words, setWords] = useState('')
  const detail = session.detail.value
  const handoff = detail && handoffInHand(detail)
  const me = pod.me.value?.user.id
  const mayMark = handoff?.claimed_by?.id === me
  const mayPickUp = detail?.may.includes('pick_up') ?? false
  const at = useMarkKeys(model, mayMark ? handoff : null)
  const pickUp = async (mode: ResumeMode) => {
    if (!(await model.pickUp(mode, mode === 'fresh' ? words : ''))) return
    onClose()
    // own words want an answer
    if (mode === 'fresh' && words.trim()) void turn.again()
  }
  useLayoutEffect(
    () =>
      bindKeys('sheet', () =>
        mayPickUp
          ? [
              { keys: 'Mod+Enter', run: () => pickUp('continue') },
              { keys: 'Mod+Shift+Enter', run: () => pickUp('fresh') },
            ]
          : [],
      ),
    [mayPickUp, words],
  )
  const isGone = detail !== null && !handoff
  useEffect(() => {
    if (!isGone) return
    toast('The case was taken back.')
    onClose()
  }, [isGone])
  if (!detail || !handoff) return null
  const problem = model.problem.value
  return (
    <Sheet
      title={`Escalation from ${handoff.created_by.name}`}
      icon={ChevronsUp}
      tone="violet"
      onClose={onClose}
    >
      <div class="flex-none flex items-start gap-3 px-3 py-2 wide:px-5 bg-violet-soft edge-violet b-b b-b-solid b-line">
        <Plain as="p" text={`“${handoff.reason}”`} class="flex-1 max-h-80px overflow-y-auto" />
        <span class="meta whitespace-nowrap">
          <Time at={handoff.created_at} as="clock" />, to {targetWords(handoff, me)}
        </span>
      </div>
      <Taken handoff={handoff} me={me} />
      <Briefing {...{ detail, handoff, model, mayMark, at }} />
      {(mayPickUp || mayMark || problem) && (
        <footer class="flex-none grid gap-2 p-3 wide:px-5 bg-raised b-t b-t-solid b-line">
          {problem && problem.code !== 'handoff_already_claimed' && (
            <p role="alert" class="text-red">
              {problem.message}
            </p>
          )}
          {mayPickUp && <PickUp {...{ handoff, model, words }} onWords={setWords} onPickUp={pickUp} />}
          {mayMark && <Received handoff={handoff} />}
        </footer>
      )}
    </Sheet>
  )
}

/** Somebody has it: who, and since when. */
function Taken({ handoff, me }: { handoff: Handoff; me: string | undefined }) {
  const { claimed_by, claimed_at } = handoff
  if (!claimed_by || claimed_by.id === me) return null
  return (
    <Notice
      icon={UserCheck}
      tone="amber"
      role="status"
      title={
        <>
          {claimed_by.name} has picked it up {claimed_at && <Time at={claimed_at} />}
        </>
      }
      next="The case is theirs to work; you can read it."
    />
  )
}

function Received({ handoff }: { handoff: Handoff }) {
  const repeated = repeatedWords(handoff)
  return (
    <p class="meta flex flex-wrap gap-x-3">
      <span role="status">{receivedWords(handoff)}</span>
      {repeated && <span>{repeated}</span>}
      <span class="ml-auto">J K move, C confirmed, W wrong</span>
    </p>
  )
}

/** Keys that go from line to line and mark them. Answers the line in hand. */
function useMarkKeys(model: PickupModel, handoff: Handoff | null): string | null {
  const [at, setAt] = useState(-1)
  const items = handoff ? itemsOf(handoff.brief) : []
  // keys come faster than the screen is drawn
  const now = useRef({ at, items, handoff })
  now.current = { at: now.current.at, items, handoff }
  useEffect(() => {
    const go = (by: number) => {
      const { at: before, items: all } = now.current
      const next = Math.min(all.length - 1, Math.max(0, before + by))
      now.current.at = next
      setAt(next)
      document.querySelector(`[data-item="${all[next]}"]`)?.scrollIntoView({ block: 'nearest' })
    }
    const mark = (verdict: 'confirmed' | 'wrong') => {
      const { at: line, items: all, handoff: of } = now.current
      const item = all[line]
      return item && of ? model.mark(of, item, verdict) : false
    }
    return bindKeys('sheet', () =>
      now.current.handoff
        ? [
            { keys: 'J', run: () => go(1) },
            { keys: 'K', run: () => go(-1) },
            { keys: 'C', run: () => mark('confirmed') },
            { keys: 'W', run: () => mark('wrong') },
          ]
        : [],
    )
  }, [model])
  return items[at] ?? null
}
