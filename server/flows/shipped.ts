import type { Flow } from '../../shared/contracts/flows.ts'
import { emailNotArriving } from './shipped/email-not-arriving.ts'
import { general } from './shipped/general.ts'
import { vpn } from './shipped/vpn.ts'

/** Every flow that comes with the product; the last one takes what no other matches. */
export const shippedFlows: readonly Flow[] = [emailNotArriving, vpn, general]
