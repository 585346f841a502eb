import { ArrowLeft } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'

/** A page opened where a ticket, or the start, is shown: with the way back to it. Null: none is open. */
export function usePageInView(): ComponentChildren {
  const { host, router } = usePod()
  const route = router.routeOf(host.path.value)
  const page = router.pageOf(route)
  if (!page?.Part || !page.on.includes(host.kind)) return null
  return (
    <>
      <Strip>
        <Button small kind="quiet" icon={ArrowLeft} onPress={() => host.back?.()}>
          Back
        </Button>
        {host.ticket.value && <span class="flex-1 cut meta text-right">to #{host.ticket.value}</span>}
      </Strip>
      <page.Part key={host.path.value.replace(/\?.*/, '')} route={route} />
    </>
  )
}

/** A line above a screen: what else is there. */
export function Strip(props: { children: ComponentChildren }) {
  return (
    <div class="flex-none h-32px flex items-center gap-2 px-2 bg-log b-b b-b-solid b-line">
      {props.children}
    </div>
  )
}
