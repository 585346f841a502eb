import type { ComponentChildren } from 'preact'
import { usePod } from '../pod.ts'
import type { Route } from '../router.ts'

/** A link to a page; with a modifier it opens as links do. */
export function GoTo(props: {
  route: Route
  current?: boolean
  class: string
  title?: string
  children: ComponentChildren
}) {
  const { host, router, go } = usePod()
  return (
    <a
      href={`${host.base_url}${router.pathOf(props.route)}`}
      title={props.title}
      aria-current={props.current ? 'page' : undefined}
      class={props.class}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(props.route)
      }}
    >
      {props.children}
    </a>
  )
}
