import { act, useActs } from '../acts/acts.ts'
import { overAll } from '../acts/over-all.ts'
import { chooseTheme } from '../frame/choose-theme.ts'
import { type Theme, theme } from '../frame/theme.ts'
import type { Pod } from '../pod.ts'

const themes = { themeOfSystem: 'system', themeDark: 'dark', themeLight: 'light' } as const satisfies Record<
  string,
  Theme
>

/** What can be done on every screen. */
export function useGeneralActs(pod: Pod): void {
  const { host } = pod
  useActs('page', () => [
    act('palette', {
      run: () => {
        overAll.value = 'palette'
      },
    }),
    act('shortcuts', {
      run: () => {
        overAll.value = 'shortcuts'
      },
    }),
    ...Object.entries(themes).map(([id, each]) =>
      act(id as keyof typeof themes, {
        why: () => (theme.peek() === each ? 'It is chosen already.' : null),
        run: () => chooseTheme(each, pod),
      }),
    ),
    ...(host.openPage ? [act('fullPage', { run: () => host.openPage?.('/app') })] : []),
  ])
}
