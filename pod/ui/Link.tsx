import { Copy } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { IconButton } from './Button.tsx'
import { LinksContext } from './links.ts'

const why = 'This address stands neither in the ticket, nor in your words, nor in a flow.'

/**
 * An address in a text that others wrote. One that is known opens apart, with its host beside where the words do not
 * say it; another one is text to copy.
 */
export function Link(props: { address: string; given: string; children: ComponentChildren }) {
  const { address, given, children } = props
  const links = useContext(LinksContext)
  const look = links.look(address)
  if (!look) return <>{given}</>
  const words = textOf(children)
  if (look.is_known)
    return (
      <>
        <a href={address} target="_blank" rel="noopener noreferrer">
          {children}
        </a>
        {!look.is_same(words) && <span class="text-muted text-meta"> ({look.place})</span>}
      </>
    )
  return (
    <>
      {!look.is_same(words) && <>{children} </>}
      <span class="text-muted" title={why}>
        {look.is_same(words) ? words : address}
      </span>
      <IconButton
        icon={Copy}
        size={12}
        label={`Copy the address ${address.slice(0, 100)}. ${why}`}
        class="h-18px w-18px -mr-1px align-[-4px]"
        onPress={(event) => {
          event.stopPropagation()
          links.copy(address)
        }}
      />
    </>
  )
}

/** The words of a drawn text. */
function textOf(children: ComponentChildren): string {
  if (Array.isArray(children)) return children.map(textOf).join('')
  if (typeof children === 'string' || typeof children === 'number') return String(children)
  if (typeof children !== 'object' || children === null || !('props' in children)) return ''
  return textOf((children.props as { children?: ComponentChildren }).children)
}
