import { Ellipsis, LogOut, Settings } from 'lucide-preact'
import { actList } from '../acts/act-list.ts'
import { overAll } from '../acts/over-all.ts'
import { usePod } from '../pod.ts'
import { isReader } from '../router.ts'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { chooseTheme } from './choose-theme.ts'
import { theme } from './theme.ts'

/** The theme and the pages everywhere; sign-out where somebody signed in by themselves. */
export function PodMenu(props: { side?: boolean }) {
  const pod = usePod()
  const { host, me, router, go } = pod
  const themes: MenuItem[] = (['system', 'dark', 'light'] as const).map((each) => ({
    label: { system: 'System', dark: 'Dark', light: 'Light' }[each],
    checked: theme.value === each,
    onPick: () => chooseTheme(each, pod),
  }))
  const here = router.pages.filter(
    (page) => page.on.includes(host.kind) && page.nav?.includes('menu') && isReader(page, me.value?.role),
  )
  const page: (MenuItem | 'line')[] =
    me.value && here.length > 0
      ? [
          'line',
          ...here.map(({ name, title, icon }) => ({
            label: title,
            ...(icon ? { icon } : {}),
            onPick: () => go({ screen: name }),
          })),
        ]
      : []
  const options: (MenuItem | 'line')[] = host.panel
    ? ['line', { label: 'Options', icon: Settings, onPick: () => host.panel?.openOptions() }]
    : []
  const lists: (MenuItem | 'line')[] = [
    'line',
    ...(['palette', 'shortcuts'] as const).map((each) => ({
      label: actList[each].label,
      keys: actList[each].keys[0],
      onPick: () => {
        overAll.value = each
      },
    })),
  ]
  const out: MenuItem[] = host.signOut
    ? [{ label: 'Sign out', icon: LogOut, onPick: () => host.signOut?.() }]
    : []
  return (
    <Menu
      label="More"
      icon={Ellipsis}
      left={props.side ?? false}
      items={[...themes, ...page, ...options, ...lists, ...out]}
    />
  )
}
