import { act, useActs } from '../acts/acts.ts'
import { overAll } from '../acts/over-all.ts'
import { chooseTheme, type Theme, theme } from '../frame/theme.ts'
import type { Host } from '../host.ts'

const themes = { themeOfSystem: 'system', themeDark: 'dark', themeLight: 'light' } as const satisfies Record<
  string,
  Theme
>

/** What can be done on every screen. */
export function useGeneralActs(host: Host): void {
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
        run: () => chooseTheme(each, host),
      }),
    ),
    ...(host.openPage ? [act('fullPage', { run: () => host.openPage?.('/app') })] : []),
  ])
}
