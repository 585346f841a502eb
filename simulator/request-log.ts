const logLimit = 20_000

export interface LoggedRequest {
  at: string
  method: string
  path: string
  query: string
  company: string | null
  /** 0 when the caller got no answer. */
  status: number
}

export interface RequestLog {
  add(request: LoggedRequest): void
  find(filter: { path?: string | undefined; method?: string | undefined }): LoggedRequest[]
  clear(): void
}

export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = []
  return {
    add(request) {
      requests.push(request)
      if (requests.length > logLimit) requests = requests.slice(-logLimit / 2)
    },
    find: ({ path, method }) =>
      requests.filter(
        (request) =>
          (!path || request.path.toLowerCase().includes(path.toLowerCase())) &&
          (!method || request.method === method.toUpperCase()),
      ),
    clear() {
      requests = []
    },
  }
}
