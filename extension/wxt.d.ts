import 'wxt/browser'

// `wxt prepare` would write this down for each path; tsc shall not depend on a generated file
declare module 'wxt/browser' {
  export interface WxtRuntime {
    getURL(path: string): string
  }
}
