import type { TroubleCode, TroubleValues } from '../host.ts'

export type TroubleWords = {
  title: string
  /** One sentence or two: the cause as far as known, and who can do something about it. */
  cause: string | ((values: TroubleValues) => string)
  /** The one way forward. */
  act: string
  chip: string
  /** A tab or the side panel goes on where the pod cannot. */
  elsewhere?: true
}

const waiting = ({ retry_after_s, by_itself }: TroubleValues) => {
  const when = retry_after_s ? ` in ${retry_after_s} s` : ' in a moment'
  return by_itself ? `This page goes on by itself${when}.` : `Try again${when}.`
}

/** Every trouble: what it is, its cause, and the way forward. */
export const troubleWords: Record<TroubleCode, TroubleWords> = {
  not_framed: {
    title: 'This page belongs into a ticket',
    cause: 'The pod works inside the ConnectWise ticket screen, which tells it the ticket and who you are.',
    act: 'Open FlowPilot in a tab',
    chip: 'Not in a ticket',
  },
  no_handshake: {
    title: "ConnectWise didn't answer the pod",
    cause:
      "The ticket screen stayed silent for 5 s. Most often the pod's address is not on the allowed list of this site; an admin can check it.",
    act: 'Try again',
    chip: 'No answer',
    elsewhere: true,
  },
  origin_not_allowed: {
    title: 'This site may not show the pod',
    cause:
      'The page around the pod is not the ConnectWise site connected to this account. An admin can check the connection.',
    act: 'Try again',
    chip: 'Not allowed',
    elsewhere: true,
  },
  outdated_build: {
    title: 'A newer FlowPilot is here',
    cause: 'The server was updated while this page was open. What you typed is kept on the server.',
    act: 'Reload',
    chip: 'Outdated',
  },
  not_signed_in: {
    title: "ConnectWise didn't confirm who you are",
    cause:
      'Your ConnectWise session may have ended, or your member is not active. Reload the ticket screen if trying again does not help.',
    act: 'Try again',
    chip: 'Not signed in',
    elsewhere: true,
  },
  not_linked: {
    title: 'Who are you in FlowPilot?',
    cause: ({ asked }) =>
      asked
        ? 'An admin of your account was asked to link your ConnectWise member to a FlowPilot user.'
        : 'An admin of your account can link your ConnectWise member to your FlowPilot user.',
    act: 'Try again',
    chip: 'Not linked',
    elsewhere: true,
  },
  needs_owner: {
    title: 'An owner has to confirm you',
    cause:
      'Your FlowPilot user may change the account, so an owner confirms that this ConnectWise member is you: Settings, Members.',
    act: 'Try again',
    chip: 'Not confirmed',
    elsewhere: true,
  },
  switched_off: {
    title: 'Your FlowPilot user is switched off',
    cause: 'ConnectWise knows you, but FlowPilot lets you in only once an admin switches your user on again.',
    act: 'Try again',
    chip: 'Switched off',
  },
  no_access: {
    title: 'No access to this ticket',
    cause: 'ConnectWise does not show this ticket to you, so FlowPilot does not either.',
    act: 'Try again',
    chip: 'No access',
  },
  ticket_gone: {
    title: 'ConnectWise has no such ticket',
    cause: 'It was deleted or merged into another one. Open the ticket that stands in its place.',
    act: 'Try again',
    chip: 'No ticket',
  },
  psa_away: {
    title: "ConnectWise can't be reached",
    cause:
      'FlowPilot asks ConnectWise who you are and whether you may see this ticket, and got no answer. We keep trying by ourselves; a tab can start the case meanwhile.',
    act: 'Try now',
    chip: 'ConnectWise away',
    elsewhere: true,
  },
  unreachable: {
    title: "FlowPilot can't be reached",
    cause: 'The server did not answer. We keep trying by ourselves.',
    act: 'Try now',
    chip: 'Offline',
  },
  server_failing: {
    title: "FlowPilot can't work right now",
    cause:
      'Its server answers but cannot do its work, such as during a restart. We keep trying by ourselves.',
    act: 'Try now',
    chip: 'Server trouble',
  },
  too_often: {
    title: 'A moment, please',
    cause: (values) => `This was asked for more often than the server takes. ${waiting(values)}`,
    act: 'Try now',
    chip: 'Waiting',
  },
  no_server: {
    title: 'FlowPilot needs its server',
    cause: 'Enter the address of your FlowPilot server once in the options. Your admin knows it.',
    act: 'Open options',
    chip: 'No server',
  },
  panel_outdated: {
    title: 'This panel is too old',
    cause:
      'The server was updated and needs a newer extension. Browsers update it by themselves; a restart hurries it.',
    act: 'Try again',
    chip: 'Outdated',
  },
  server_outdated: {
    title: 'The server is too old for this panel',
    cause: 'Your admin can update FlowPilot. In ConnectWise tickets the pod works meanwhile.',
    act: 'Try again',
    chip: 'Server outdated',
  },
}

export const causeOf = (code: TroubleCode, values: TroubleValues = {}): string => {
  const { cause } = troubleWords[code]
  return typeof cause === 'string' ? cause : cause(values)
}
