import { Ellipsis, LogOut, Send, Settings } from 'lucide-preact'
import { actList } from '../acts/act-list.ts'
import { overAll } from '../acts/over-all.ts'
import { usePod } from '../pod.ts'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { chooseTheme, theme } from './theme.ts'

/** Theme everywhere; settings and sign-out where somebody signed in by themselves. */
export function PodMenu(props: { up?: boolean; side?: boolean }) {
  const { host, go } = usePod()
  const themes: MenuItem[] = (['system', 'dark', 'light'] as const).map((each) => ({
    label: { system: 'Theme of the system', dark: 'Dark', light: 'Light' }[each],
    checked: theme.value === each,
    onPick: () => chooseTheme(each, host),
  }))
  const page: (MenuItem | 'line')[] =
    host.kind === 'page'
      ? [
          'line',
          { label: 'Posts', icon: Send, onPick: () => go({ screen: 'posts' }) },
          { label: 'Settings', icon: Settings, onPick: () => go({ screen: 'settings' }) },
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
      up={props.up ?? false}
      left={props.side ?? false}
      items={[...themes, ...page, ...options, ...lists, ...out]}
    />
  )
}
