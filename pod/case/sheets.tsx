import { type Signal, signal } from '@preact/signals'
import { type ComponentType, createRef, type RefObject } from 'preact'
import { Guarded } from '../frame/Guarded.tsx'
import { lazily } from '../ui/lazily.tsx'
import { createPointing, type Pointing } from './pointing.ts'
import type { SheetProps, SheetWish } from './Sheet.tsx'

export type SheetName = 'share' | 'close' | 'escalate' | 'handover' | 'ticket' | 'flow'

/** Posts and sheets show the same posts, so they travel together. */
const fetchParts = () => import('./later-parts.ts')
const prefetchAfterMs = 2000

export function prefetchParts(): () => void {
  const timer = setTimeout(() => void fetchParts().catch(() => {}), prefetchAfterMs)
  return () => clearTimeout(timer)
}

export const PostsBand = lazily(() => fetchParts().then((part) => part.PostsBand))
export const UpdatesBand = lazily(() => import('./update-parts.ts').then((part) => part.UpdatesBand))

/** Most cases have no fix and no fork for a while: they come with the first one. */
export const Offers = lazily(() => import('./Offers.tsx').then((part) => part.Offers))

const fetchHandover = () => import('./handover-parts.ts')
export const PolicyLine = lazily(() => fetchHandover().then((part) => part.PolicyLine))
export const HandoffBand = lazily(() => fetchHandover().then((part) => part.HandoffBand))
export const NextSteps = lazily(() => fetchHandover().then((part) => part.NextSteps))

/** Every sheet of a case: what it is called where it fails, and what it shows. */
export const sheets: Record<SheetName, { title: string; Part: ComponentType<SheetProps> }> = {
  share: { title: 'Share Update', Part: lazily(() => fetchParts().then((part) => part.ShareSheet)) },
  close: {
    title: 'Close Case',
    Part: lazily(() => import('./CloseSheet.tsx').then((part) => part.CloseSheet)),
  },
  escalate: {
    title: 'Escalate',
    Part: lazily(() => import('./EscalateSheet.tsx').then((part) => part.EscalateSheet)),
  },
  handover: {
    title: 'Handover',
    Part: lazily(() => fetchHandover().then((part) => part.HandoverSheet)),
  },
  ticket: {
    title: 'Ticket',
    Part: lazily(() => import('./TicketSheet.tsx').then((part) => part.TicketSheet)),
  },
  flow: {
    title: 'Flow of this case',
    Part: lazily(() => import('./FlowSheet.tsx').then((part) => part.FlowSheet)),
  },
}

export type Sheets = {
  /** What a sheet, or a part of the case, refers to in it. */
  pointing: Pointing
  /** The one that is open. */
  open: Signal<SheetName | null>
  /** The button that opens it, which has the focus again when it closes. */
  openers: Record<SheetName, RefObject<HTMLButtonElement | null>>
  /** What the sheet is to begin with, until it has heard it. */
  wish: Signal<SheetWish | null>
  show(name: SheetName, wish?: SheetWish): void
  close(): void
}

export function createSheets(): Sheets {
  const open = signal<SheetName | null>(null)
  const wish = signal<SheetWish | null>(null)
  const openers = {
    share: createRef<HTMLButtonElement>(),
    close: createRef<HTMLButtonElement>(),
    escalate: createRef<HTMLButtonElement>(),
    handover: createRef<HTMLButtonElement>(),
    ticket: createRef<HTMLButtonElement>(),
    flow: createRef<HTMLButtonElement>(),
  }
  return {
    pointing: createPointing(),
    open,
    openers,
    wish,
    show: (name, wanted = {}) => {
      wish.value = Object.keys(wanted).length > 0 ? wanted : null
      open.value = name
    },
    close: () => {
      const name = open.peek()
      open.value = null
      if (name) setTimeout(() => openers[name].current?.focus({ preventScroll: true }))
    },
  }
}

/** From this width on a sheet stands beside the case instead of over it; a whole brief has no room there. */
const besideFromPx = 1180
export const isBeside = (name: SheetName, width: number): boolean =>
  name !== 'handover' && width >= besideFromPx

/** The open sheet in its place. */
export function OpenSheet(
  props: Omit<SheetProps, 'onClose' | 'onShow' | 'onPoint' | 'wish'> & {
    name: SheetName
    sheets: Sheets
    width: number
  },
) {
  const { title, Part } = sheets[props.name]
  const { sheets: all } = props
  const isOver = !isBeside(props.name, props.width)
  const place = !isOver ? 'flex-none w-440px b-l b-l-solid b-line' : 'flex-1 min-w-0'
  return (
    <div class={`min-h-0 flex flex-col ${place}`}>
      <Guarded key={props.name} name={title} onClose={props.sheets.close}>
        <Part
          session={props.session}
          turn={props.turn}
          posts={props.posts}
          changes={props.changes}
          shape={props.shape}
          wish={props.sheets.wish}
          onShow={props.sheets.show}
          onPoint={(row_id) => {
            if (isOver) all.close()
            all.pointing.point(row_id)
          }}
          onClose={props.sheets.close}
        />
      </Guarded>
    </div>
  )
}
