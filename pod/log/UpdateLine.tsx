import { ChevronDown, ChevronRight, MessageSquareShare } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Step } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { Icon } from '../ui/Icon.tsx'
import { Markdown } from '../ui/Markdown.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Line } from './LogLine.tsx'
import { updateStanding, updateWords } from './update-words.ts'

/** A written update in the log: for whom and what became of it; its text on a click. */
export function UpdateLine(props: {
  step: Step
  who: string
  update: Update | undefined
  onToggle: () => void
}) {
  const { step, update } = props
  const [open, setOpen] = useState(false)
  return (
    <Line who={props.who} at={step.created_at}>
      <Unfold
        open={open}
        onPress={() => {
          props.onToggle()
          setOpen(!open)
        }}
      >
        {updateWords(update)}
        {update && <span>: {updateStanding(update)}</span>}
      </Unfold>
      {open && (
        <div class="text-muted pl-20px pt-2px pb-1">
          {update?.subject && <Plain as="p" text={update.subject} class="font-500 pb-1" />}
          <Markdown text={update?.content ?? step.content} />
        </div>
      )}
    </Line>
  )
}

/** Drafts in a row that went nowhere; each on a click. */
export function DraftsLine(props: {
  who: string
  count: number
  onToggle: () => void
  children: ComponentChildren
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Line who={props.who} at={null}>
        <Unfold
          open={open}
          onPress={() => {
            props.onToggle()
            setOpen(!open)
          }}
        >
          {props.count} drafts, not posted
        </Unfold>
      </Line>
      {open && props.children}
    </>
  )
}

function Unfold(props: { open: boolean; onPress: () => void; children: ComponentChildren }) {
  return (
    <button
      type="button"
      aria-expanded={props.open}
      class="group flex items-start gap-6px max-w-full text-left text-12px leading-18px wide:leading-20px text-muted cursor-pointer hover:text-text"
      onClick={props.onPress}
    >
      <Icon of={MessageSquareShare} size={14} class="mt-2px wide:mt-3px" />
      <span class="min-w-0 [overflow-wrap:anywhere]">{props.children}</span>
      <Icon of={props.open ? ChevronDown : ChevronRight} size={12} class="mt-3px wide:mt-4px" />
    </button>
  )
}
