import type { ReadonlySignal } from '@preact/signals'
import type { SignedIn } from '../shared/contracts/accounts.ts'
import type { Api } from './line/api.ts'
import type { Live } from './line/live.ts'
import type { Remembering } from './ui/remember.ts'

export type TroubleCode =
  | 'not_framed'
  | 'no_handshake'
  | 'origin_not_allowed'
  | 'outdated_build'
  | 'not_signed_in'
  | 'not_linked'
  | 'needs_owner'
  | 'switched_off'
  | 'no_access'
  | 'ticket_gone'
  | 'psa_away'
  | 'unreachable'
  | 'server_failing'
  | 'too_often'
  | 'no_server'
  | 'panel_outdated'
  | 'server_outdated'

/** What the words of some troubles depend on. */
export type TroubleValues = {
  /** The person can link their member by their own password. */
  by_password?: boolean
  /** An admin was told that somebody waits for a link. */
  asked?: boolean
  retry_after_s?: number
  /** It is tried again without anybody pressing anything. */
  by_itself?: boolean
}

/** What keeps the place from working, with facts an admin can use (label → value; never a credential). */
export type Trouble = {
  code: TroubleCode
  values?: TroubleValues
  facts: Record<string, string>
}

/** A ticket as a tab's own page names it: a hint, the server looks for itself. */
export type TabTicket = {
  product: string
  product_name: string
  ticket_id: string
  /** Origin of the page. */
  site: string
}
export type Pin = { session_id: string; ticket_id: string | null }
export type LineApi = Pick<Api, 'send' | 'base_url'>

/** What only a panel beside the tabs has. */
export type Panel = {
  /** The ticket of the tab in view. */
  shown: ReadonlySignal<TabTicket | null>
  /** A site that is not followed yet; `follow` asks the person, right in the press. */
  offer: ReadonlySignal<string | null>
  follow(): Promise<boolean>
  /** The case that stays while the tabs change. */
  pin: ReadonlySignal<Pin | null>
  setPin(pin: Pin | null): void
  /** Opens the sign-in of the server; what went wrong, if anything, in one sentence. */
  signIn(): Promise<string | null>
  /** Why nobody is signed in, where there is more to say than that. */
  word: ReadonlySignal<string | null>
  openOptions(): void
  /** One event stream for all panels of the browser. */
  createLive(api: LineApi): Live
}

/**
 * A place that shows us: the ticket screen's pod, a full page, a side panel. Everything that knows `location`,
 * `parent`, cookies or storage lives behind this.
 */
export type Host = Remembering & {
  kind: 'pod' | 'page' | 'panel'
  /** '' where the page comes from the server itself. */
  base_url: string
  /** Number of the ticket in view; null without one. */
  ticket: ReadonlySignal<string | null>
  trouble: ReadonlySignal<Trouble | null>
  signed_in: ReadonlySignal<'waiting' | 'yes' | 'no'>
  /** Path and query of the page in view. */
  path: ReadonlySignal<string>
  /** `replace`: one does not come back to the path of now. */
  goTo(path: string, how?: { replace?: boolean }): void
  /** Where no browser has a button for it. */
  back?(): void
  /** A token for the ticket in view; waits for a sign-in on its way. Throws ApiProblem. */
  accessToken(): Promise<string>
  /** A newer token than the one the server just refused; several callers share one renewal. */
  renew(rejected: string): Promise<string>
  /** The newest token, whatever ticket it is for: to save what belongs to the ticket just left. */
  lastToken(): string | null
  /** Asks the ticket screen to show what was just posted. */
  refreshScreen(): void
  openTicket(ticketId: string, url?: string): void
  /** False when neither the clipboard nor the fallback took it. */
  copy(text: string): Promise<boolean>
  reload(): void
  /** The one way forward out of a trouble. */
  tryAgain(): void
  /** Opens a path of the full page in a tab of its own. */
  openPage?(path: string): void
  /** The answer of a sign-in that this page made itself. */
  accept?(answer: SignedIn): void
  /** What stands behind the `#`, taken out of the address. */
  takeFragment?(): string
  signOut?(): Promise<void>
  /** Leaves for another site's sign-in, which sends the person back. */
  leaveTo?(url: string): void
  /** Links the member in view to the user with this password; signs in. Throws ApiProblem. */
  linkMember?(email: string, password: string): Promise<void>
  notify?(title: string, body: string): void
  setDirty?(dirty: boolean): void
  panel?: Panel
  /** Begins listening; the answer ends it. */
  start(): () => void
}
