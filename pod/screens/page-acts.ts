import { act, useActs } from '../acts/acts.ts'
import { mayWork, type Pod } from '../pod.ts'

/** What can be begun in the tab; where one can go stands in the table of pages. */
export function usePageActs({ go, me }: Pod): void {
  useActs('page', () => [
    act('newCase', {
      why: () => (mayWork(me.peek()) ? null : 'Your role reads cases; an engineer starts them.'),
      run: () => go({ screen: 'new' }),
    }),
  ])
}
