import { PanelTop } from 'lucide-preact'
import type { Me } from '../../shared/contracts/accounts.ts'
import type { Host } from '../host.ts'
import { isReader, type Page } from '../router.ts'
import { pieces } from '../ui/filter/match-words.ts'
import { Icon } from '../ui/Icon.tsx'

/** The pages that somebody can go to by name from here; those that this place does not show open in a tab. */
export function pagesFrom(
  pages: readonly Page[],
  host: Pick<Host, 'kind' | 'openPage'>,
  me: Me | null,
): readonly Page[] {
  return pages.filter(
    (page) =>
      me !== null &&
      page.Part !== undefined &&
      !page.alone &&
      !page.path.includes(':') &&
      isReader(page, me.role) &&
      (page.on.includes(host.kind) || host.openPage !== undefined),
  )
}

/** A page in one line, as an act is shown. */
export function PageWords(props: { page: Page; ranges: readonly [number, number][]; inTab: boolean }) {
  const { title, icon } = props.page
  return (
    <div class="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-10px items-center">
      <Icon of={icon ?? PanelTop} size={14} class="text-muted" />
      <span class="cut">
        {pieces(title, props.ranges).map(({ text, isHit }, at) => (
          <span key={`${at} ${text}`} class={isHit ? 'font-700' : ''}>
            {text}
          </span>
        ))}
      </span>
      {props.inTab && <span class="meta">in a tab</span>}
    </div>
  )
}
