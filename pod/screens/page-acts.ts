import { act, useActs } from '../acts/acts.ts'
import { mayWork, type Pod } from '../pod.ts'

/** Where one can go in the tab. */
export function usePageActs({ go, me }: Pod): void {
  useActs('page', () => {
    const role = me.peek()?.role
    const readsAudit = role === 'admin' || role === 'owner'
    return [
      act('newCase', {
        why: () => (mayWork(me.peek()) ? null : 'Your role reads cases; an engineer starts them.'),
        run: () => go({ screen: 'new' }),
      }),
      act('posts', { run: () => go({ screen: 'posts' }) }),
      act('settings', { run: () => go({ screen: 'settings' }) }),
      ...(readsAudit ? [act('audit', { run: () => go({ screen: 'audit' }) })] : []),
    ]
  })
}
