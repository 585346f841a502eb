import { RefreshCw } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { ownBuild } from '../line/outdated.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { causeOf, troubleWords } from './trouble-words.ts'

const key = 'builds'
const mostKept = 8
const fields = 'textarea, input:not([type=checkbox], [type=radio], [type=button])'

/**
 * Reloading is offered once for each build, and not while somebody types. A build that ran here before is an older one:
 * of several servers not all are updated yet. A part that is gone makes it worth saying in any case.
 */
export function OutdatedBand(props: { build: string; missing: boolean }) {
  const { host } = usePod()
  const { build, missing } = props
  const [settled, setSettled] = useState<string | null>(null)
  const known = (host.recall(key) ?? '').split(' ')
  const isOffered = missing || !known.includes(build)
  const about = `${build} ${missing}`
  const isCalm = useCalm(about)
  if (!isOffered || settled === about || !isCalm) return null
  const settle = () => {
    const kept = [build, ownBuild(), ...known].filter(Boolean)
    host.remember(key, [...new Set(kept)].slice(0, mostKept).join(' '))
    setSettled(about)
  }
  return (
    <Notice
      icon={RefreshCw}
      tone="blue"
      role="status"
      title={<strong class="font-600">{troubleWords.outdated_build.title}</strong>}
      next={causeOf('outdated_build')}
      action={
        <>
          <Button
            onPress={() => {
              settle()
              host.reload()
            }}
          >
            {troubleWords.outdated_build.act}
          </Button>
          <Button kind="quiet" onPress={settle}>
            Later
          </Button>
        </>
      }
    />
  )
}

/** True once nobody was in the middle of a text since `about` came up; then it stays true. */
function useCalm(about: string): boolean {
  const [calmAbout, setCalmAbout] = useState(isTyping() ? null : about)
  useEffect(() => {
    const look = () => {
      if (!isTyping()) setCalmAbout(about)
    }
    look()
    const events = ['input', 'keyup', 'focusout'] as const
    for (const each of events) document.addEventListener(each, look)
    return () => {
      for (const each of events) document.removeEventListener(each, look)
    }
  }, [about])
  return calmAbout === about
}

function isTyping(): boolean {
  const at = document.activeElement
  return at?.matches(fields) === true && (at as HTMLInputElement).value !== ''
}
