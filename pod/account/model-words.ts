import type { ModelStatus } from '../../shared/contracts/model.ts'
import { offlineModel } from '../frame/offline-model.ts'
import { dollars, number, plural } from '../ui/when.ts'

/** Which model does what. */
export function modelSentence({ models }: Pick<ModelStatus, 'models'>): string {
  if (!models)
    return `${offlineModel} It runs on this server, sends nothing out and costs nothing. To let Claude answer, set ANTHROPIC_API_KEY and restart the server.`
  const { strong, fast, second } = models
  const main =
    strong === fast
      ? `${strong} leads the cases and writes the updates`
      : `${strong} leads the cases, ${fast} writes the updates`
  return second
    ? `${main}; when one of them cannot answer, ${second} does, and then the offline model.`
    : `${main}; when one of them cannot answer, the offline model does.`
}

/** How it goes right now, where the notice above does not say it. */
export function stateSentence({ state }: Pick<ModelStatus, 'state'>): string | null {
  if (state === 'busy') return 'Right now it is overloaded or cannot be reached; it is tried again by itself.'
  if (state === 'unknown') return 'It has not answered since the server started.'
  return state === 'ok' ? 'It answers.' : null
}

export function callsAndDollars(spent: ModelStatus['today'], budget: number | null): string {
  const calls = plural(spent.calls, '1 call', `${number(spent.calls)} calls`)
  const of = budget === null ? '' : ` of ${dollars(budget)} a day`
  return `${dollars(spent.dollars)}${of}, ${calls}`
}

export function cacheWords(share: number | null): string {
  return share === null ? 'no calls yet' : `${Math.round(share * 100)} % of this month's prompts read from it`
}
