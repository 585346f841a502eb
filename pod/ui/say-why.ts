/** A press on a button that cannot be pressed: its reason, where there is one. Fetched by the first such press. */
export function sayWhy(button: HTMLElement, why: string | undefined): void {
  if (why)
    import('./show-why.tsx').then(
      (part) => part.showWhy(button, why),
      () => {},
    )
}
