import { type ReadonlySignal, signal } from '@preact/signals'
import { browser } from 'wxt/browser'
import { ask } from '../messages.ts'
import { change, read, settings, watch, who, words, write } from '../storage.ts'
import { followedSites, leaveSite } from './follow-sites.ts'
import { cleanAddress, type ServerAddress, serverAddress } from './server-address.ts'

export type OptionsModel = {
  server: ReadonlySignal<ServerAddress | null>
  user: ReadonlySignal<string | null>
  /** Why nobody is signed in, or what was lost. */
  word: ReadonlySignal<string | null>
  button: ReadonlySignal<boolean>
  notices: ReadonlySignal<boolean>
  sites: ReadonlySignal<string[]>
  load(): Promise<void>
  saveServer(typed: string): Promise<string | null>
  signIn(): Promise<void>
  signOut(): Promise<void>
  setButton(on: boolean): Promise<void>
  setNotices(on: boolean): Promise<void>
  leave(pattern: string): Promise<void>
}

const notifications = { permissions: ['notifications' as const] }

export function createOptions(): OptionsModel {
  const server = signal<ServerAddress | null>(null)
  const user = signal<string | null>(null)
  const word = signal<string | null>(null)
  const button = signal(true)
  const notices = signal(false)
  const sites = signal<string[]>([])

  const loadNotices = async () => {
    notices.value = (await read(settings)).notices && (await browser.permissions.contains(notifications))
  }
  const loadSites = async () => {
    sites.value = await followedSites()
  }
  const load = async () => {
    server.value = await serverAddress()
    const known = await read(who)
    user.value = known.user?.name ?? null
    button.value = (await read(settings)).ticket_button
    await Promise.all([loadNotices(), loadSites()])
    // said once
    const lost = await read(words)
    word.value = [...lost, ...(known.word ? [known.word] : [])].join(' ') || null
    if (lost.length > 0) await write(words, [])
    watch(who, (now) => {
      user.value = now.user?.name ?? null
      word.value = now.word
    })
    browser.permissions.onRemoved.addListener(() => void loadSites())
    browser.permissions.onAdded.addListener(() => void loadSites())
  }

  return {
    server,
    user,
    word,
    button,
    notices,
    sites,
    load,
    saveServer: async (typed) => {
      const url = cleanAddress(typed)
      if (!url) return 'This is no server address. It begins with https:// and has no path.'
      await change(settings, (before) => ({ ...before, server_url: url }))
      server.value = await serverAddress()
      return null
    },
    signIn: async () => {
      const answer = await ask({ kind: 'sign_in_wanted' }).catch(() => null)
      if (answer?.kind === 'token') return
      word.value =
        (answer?.kind === 'obstacle' && (answer.word ?? sentences[answer.code])) || sentences.unreachable
    },
    signOut: async () => {
      await ask({ kind: 'sign_out_wanted' }).catch(() => {})
    },
    setButton: async (on) => {
      await change(settings, (before) => ({ ...before, ticket_button: on }))
      button.value = on
    },
    setNotices: async (on) => {
      // asked before anything is awaited: the browser wants a press
      const granted = !on || (await browser.permissions.request(notifications))
      await change(settings, (before) => ({ ...before, notices: on && granted }))
      await loadNotices()
    },
    leave: async (pattern) => {
      await leaveSite(pattern)
      await loadSites()
    },
  }
}

const sentences = {
  no_server: 'Enter the address of the server first.',
  not_signed_in: 'You are not signed in.',
  unreachable: 'The server could not be reached.',
  extension_too_old: 'The server needs a newer extension.',
  server_too_old: 'The server is too old for this extension.',
  sign_in_given_up: 'The sign-in was not finished.',
} as const
