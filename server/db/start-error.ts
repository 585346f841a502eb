export type StartErrorCode =
  | 'no_embedded_package'
  | 'embedded_not_runnable'
  | 'embedded_no_user'
  | 'embedded_not_starting'
  | 'embedded_other_major'
  | 'data_dir_in_use'
  | 'client_not_mended'
  | 'database_unreachable'
  | 'database_too_old'
  | 'database_not_utf8'
  | 'database_login_too_strong'
  | 'database_role_missing'
  | 'database_role_too_strong'
  | 'provider_unassigned'
  | 'migration_misnamed'
  | 'migration_missing'
  | 'migration_outstanding'
  | 'migration_changed'
  | 'migration_failed'
  | 'migration_lock_busy'
  | 'database_newer'
  | 'demo_people'

/** A reason not to start. `message` says what to do and is printed as it is. */
export class StartError extends Error {
  readonly code: StartErrorCode

  constructor(code: StartErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartError'
    this.code = code
  }
}

/** The part of a pino logger that the database needs. */
export type DatabaseLog = Record<'debug' | 'warn' | 'error', (fields: object, message: string) => void>
