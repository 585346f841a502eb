import type { KeyTrouble } from '../../../shared/contracts/connections.ts'
import { Busy } from '../limiter.ts'
import { BadAnswer, ConnectionFailure, classOf, HttpFailure } from './errors.ts'

const ofCertificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/

/** Why a question to a site failed; what is none of its failures is thrown on. */
export function troubleOf(error: unknown): KeyTrouble {
  if (error instanceof Busy) return 'busy'
  if (error instanceof ConnectionFailure) return troubleOfLine(error)
  if (error instanceof BadAnswer) {
    if (error.cause instanceof ConnectionFailure) return troubleOfLine(error.cause)
    return error.is_page ? 'web_page' : 'not_understood'
  }
  if (!(error instanceof HttpFailure)) throw error
  const { status } = error
  if (status >= 300 && status < 400) return 'redirected'
  if (status === 429) return 'busy'
  if (status === 401 || classOf(status) === 'probe') return 'keys_refused'
  return status >= 500 ? 'failing' : 'not_understood'
}

function troubleOfLine({ codes, timed_out }: ConnectionFailure): KeyTrouble {
  if (codes.includes('ADDRESS_REFUSED')) return 'not_public'
  if (codes.some((code) => ofCertificate.test(code))) return 'certificate'
  return timed_out ? 'slow' : 'unreachable'
}
