import { TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { readSlash, type SlashAct, slashActs } from '../acts/slash.ts'
import { asProblem } from '../line/api-problem.ts'
import { Button } from '../ui/Button.tsx'
import { Listbox, optionId, stepIn } from '../ui/Listbox.tsx'
import { Notice } from '../ui/Notice.tsx'

type Remark = { words: string; isUnknown: boolean }

/** Commands in the message box. A text that begins with `/` goes to FlowPilot only where somebody says so. */
export type Slash = {
  /** The list over the box, and why a command did nothing. */
  above: ComponentChildren
  list: { id: string; active: string | undefined } | undefined
  /** True where the key was the list's. */
  byKey(event: KeyboardEvent): boolean
  /** True where the text is a command or may be one: it was dealt with. */
  take(): boolean
  /** The text became another one. */
  typed(): void
}

export function useSlash(box: {
  text: string
  write: (text: string) => void
  /** The text as it is now, which may be another one when a command is done. */
  current: () => string
  onSendAsIs: () => void
}): Slash {
  const id = useId()
  const [at, setAt] = useState(0)
  const [isClosed, setClosed] = useState(false)
  const [remark, setRemark] = useState<Remark | null>(null)
  const read = readSlash(box.text)
  const fits = read && !isClosed ? slashActs().filter((each) => isMeant(each, read)) : []
  const row = fits[Math.min(at, fits.length - 1)]

  const run = async (act: SlashAct, rest: string, text: string) => {
    const why = act.why()
    if (why !== null) return setRemark({ words: why, isUnknown: false })
    try {
      const refusal = await act.run(rest)
      if (typeof refusal === 'string') return setRemark({ words: refusal, isUnknown: false })
      if (box.current() === text) box.write('')
    } catch (error) {
      setRemark({ words: asProblem(error).message, isUnknown: false })
    }
  }
  const take = () => {
    if (!read) return false
    const act = slashActs().find(({ slash }) => slash.word === read.word)
    if (act) void run(act, read.rest, box.text)
    else setRemark({ words: `“/${read.word}” is no command.`, isUnknown: true })
    return true
  }
  const pick = (act: SlashAct, mayRun: boolean) => {
    setAt(0)
    if (mayRun && (!act.slash.takes || act.slash.word === read?.word)) void run(act, '', box.text)
    else box.write(`/${act.slash.word} `)
  }
  const byKey = (event: KeyboardEvent) => {
    if (!read || read.isWhole || !row) return false
    const to = stepIn(event.key, Math.min(at, fits.length - 1), fits.length)
    if (to !== null) setAt(to)
    else if (event.key === 'Escape') setClosed(true)
    else if (event.key === 'Tab' && !event.shiftKey) pick(row, false)
    else if (event.key === 'Enter' && !event.shiftKey) pick(row, true)
    else return false
    event.preventDefault()
    return true
  }
  return {
    list: row && !read?.isWhole ? { id, active: optionId(id, row.slash.word) } : undefined,
    byKey,
    take,
    typed: () => {
      setRemark(null)
      setClosed(false)
      setAt(0)
    },
    above: (
      <>
        {remark && (
          <Notice
            icon={TriangleAlert}
            tone="amber"
            role="alert"
            class="b-b-0 b-t b-t-solid"
            title={remark.words}
            next={remark.isUnknown ? 'Your text is kept.' : undefined}
            action={
              remark.isUnknown && (
                <Button
                  onPress={() => {
                    setRemark(null)
                    box.onSendAsIs()
                  }}
                >
                  Send as it is
                </Button>
              )
            }
          />
        )}
        {fits.length > 0 && (
          <div class="relative flex-none">
            <Listbox
              id={id}
              label="Commands"
              class="float absolute z-40 bottom-0 left-2 right-2 max-w-480px max-h-[min(300px,40cqh)] overflow-y-auto p-1"
              at={read?.isWhole ? -1 : Math.min(at, fits.length - 1)}
              rows={fits.map((each) => ({
                id: each.slash.word,
                why: each.why(),
                show: <Command act={each} />,
              }))}
              onPoint={(index) => !read?.isWhole && setAt(index)}
              onPick={(index) => fits[index] && pick(fits[index], true)}
            />
          </div>
        )}
      </>
    ),
  }
}

/** Begun words show all that begin so; a whole one stays, to say what may stand behind it. */
function isMeant({ slash }: SlashAct, read: { word: string; rest: string; isWhole: boolean }): boolean {
  if (read.isWhole) return slash.word === read.word && slash.takes !== undefined && read.rest === ''
  return slash.word.startsWith(read.word)
}

function Command({ act }: { act: SlashAct }) {
  const why = act.why()
  return (
    <div class="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 items-baseline">
      <span class="cut">
        <span class="font-600">/{act.slash.word}</span> <span class="text-muted">{act.slash.takes}</span>
      </span>
      <span class="meta">{act.label}</span>
      {why && <span class="col-span-2 meta">{why}</span>}
    </div>
  )
}
