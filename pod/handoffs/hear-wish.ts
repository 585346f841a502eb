import type { Signal } from '@preact/signals'
import type { EscalateModel } from './escalate-model.ts'

type Wish = Signal<{ park?: string } | null>

/** Whether it is opened to escalate or to park; what another sheet is to begin with is left to that. */
export function hearWish(wish: Wish, model: Pick<EscalateModel, 'choose' | 'form'>): void {
  const park = wish.value?.park
  if (park === undefined) return
  wish.value = null
  model.choose('park')
  if (park) model.form.set('reason', park)
}
