import { createContext } from 'preact'

/**
 * What a text's addresses may do where it is shown. `address` is of the web, of mail or a telephone's, or it gets
 * neither way.
 */
export type Links = {
  /** How the address is followed: null shows it as the text it is. */
  look(address: string): LinkLook | null
  copy(address: string): void
}

/** `place`: host, mail address or number. `is_known`: it may be followed, otherwise only copied. */
export type LinkLook = { place: string; is_known: boolean; is_same(words: string): boolean }

/** Outside of anybody who knows: every address is text. */
export const LinksContext = createContext<Links>({ look: () => null, copy: () => {} })
