import type { TroubleCode } from '../host.ts'

export type TroubleWords = { title: string; cause: string; act: string; chip: string }

/** Names the thing, the cause as far as known, and the one way forward. */
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
      "The ticket screen stayed silent for 5 s. Most often the pod's address is not on the allowed list of this site.",
    act: 'Try again',
    chip: 'No answer',
  },
  origin_not_allowed: {
    title: 'This site may not show the pod',
    cause:
      'The page around the pod is not the ConnectWise site connected to this account. An admin can check the connection.',
    act: 'Try again',
    chip: 'Not allowed',
  },
  outdated_build: {
    title: 'A newer FlowPilot is here',
    cause: 'The server was updated while this page was open. What you typed is kept on the server.',
    act: 'Reload',
    chip: 'Outdated',
  },
  not_signed_in: {
    title: "ConnectWise didn't confirm who you are",
    cause: 'Your ConnectWise session may have ended, or your member is not active.',
    act: 'Try again',
    chip: 'Not signed in',
  },
  not_linked: {
    title: 'Who are you in FlowPilot?',
    cause: 'An admin of your account can link your ConnectWise member to your FlowPilot user.',
    act: 'Try again',
    chip: 'Not linked',
  },
  no_access: {
    title: 'No access to this ticket',
    cause: 'ConnectWise does not show this ticket to you, so FlowPilot does not either.',
    act: 'Try again',
    chip: 'No access',
  },
  psa_away: {
    title: "ConnectWise can't be reached",
    cause:
      'FlowPilot asks ConnectWise who you are and whether you may see this ticket, and got no answer. We keep trying by ourselves. A tab can start the case meanwhile.',
    act: 'Try now',
    chip: 'ConnectWise away',
  },
  unreachable: {
    title: "FlowPilot can't be reached",
    cause: 'The server did not answer. We keep trying by ourselves.',
    act: 'Try now',
    chip: 'Offline',
  },
  too_often: {
    title: 'A moment, please',
    cause: 'This was asked for more often than the server takes. Wait a moment and try again.',
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
