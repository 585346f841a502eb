/** An error as it may stand in a log line. */
export type LoggedError = {
  type: string
  message: string
  code?: string
  constraint?: string
  stack?: string
  cause?: LoggedError
}

const mostCauses = 3
/** The messages of these quote the text that they could not read. */
const quotesItsInput = new Set(['PostgresError', 'SyntaxError', 'ValiError'])

/**
 * Type, message, code and stack of an error, and of what caused it. A database error gives its code and the name of the
 * constraint only: its message, detail, where, query and parameters can hold the contents of a row.
 */
export function errorForLog(error: unknown, causes = mostCauses): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something else than an error was thrown' }
  const { code, constraint_name: constraint } = error as { code?: unknown; constraint_name?: unknown }
  const quotes = quotesItsInput.has(error.name)
  return {
    type: error.name,
    message: quotes ? `${error.name}${typeof code === 'string' ? ` ${code}` : ''}` : error.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: quotes ? frames(error) : error.stack,
    ...(error.cause instanceof Error && causes > 0 ? { cause: errorForLog(error.cause, causes - 1) } : {}),
  }
}

const frames = ({ stack }: Error) =>
  stack
    ?.split('\n')
    .filter((line) => /^\s{1,8}at /.test(line))
    .join('\n')
