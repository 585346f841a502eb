import { findAddresses } from './addresses.ts'
import { findCommands } from './commands.ts'
import { findHosts } from './hosts.ts'

/** Whether a text holds an address, the name of a machine, a command or a code. */
export const isTechnical = (text: string): boolean =>
  [findAddresses, findCommands, findHosts].some((find) => find(text).length > 0)
