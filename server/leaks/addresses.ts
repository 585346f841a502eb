import { type Found, foundBy } from './kinds.ts'

const network = { en: 'an internal address', de: 'eine interne Adresse' }
const place = { en: 'a folder', de: 'ein Ordner' }

/** Of a part of an address in numbers, at most 255. */
const isIpv4 = (words: string) => words.split(/[./]/).every((part) => Number(part) <= 255)
/** "10:41:30" is a time; an address has letters, a gap or more groups. */
const isIpv6 = (words: string) => words.includes('::') || words.split(':').length === 8

const shapes = [
  {
    what: 'ip_address',
    form: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w.]?\d)/g,
    plain: network,
    holds: isIpv4,
  },
  {
    what: 'ip_address',
    form: /(?<![\w:])(?:[\da-f]{1,4}:{1,2}){2,7}[\da-f]{0,4}(?:%\w{1,16})?(?![\w:])/gi,
    plain: network,
    holds: isIpv6,
  },
  { what: 'mac_address', form: /(?<![\w:-])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\w:-])/gi, plain: network },
  {
    what: 'registry_key',
    form: /(?<!\w)HK(?:LM|CU|CR|U|CC|EY_[A-Z_]{4,30})[\\:][^\s"'<>|]{0,200}/g,
    plain: { en: 'a system setting', de: 'eine Systemeinstellung' },
  },
  {
    what: 'path',
    form: /(?<![\w\\])\\\\[\w.$-]{1,60}(?:\\[^\s"'<>|*?]{1,200}(?<![.,;:!)]))?/g,
    plain: place,
  },
  {
    what: 'path',
    form: /(?<![\w:/])\/\/[\w-]{2,60}\/[^\s"'<>|*?]{1,200}(?<![.,;:!)])/g,
    plain: place,
  },
  {
    what: 'path',
    form: /(?<!\w)(?:[A-Za-z]:[\\/](?!\/)|%\w{2,30}%\\)[^\s"'<>|*?]{0,200}(?<![.,;:!)])/g,
    plain: place,
  },
  {
    what: 'path',
    form: /(?<![\w/.:])\/(?:etc|var|usr|opt|home|tmp|mnt|srv|root|bin|dev|proc)(?:\/[\w.-]{1,60}){1,12}/g,
    plain: place,
  },
] as const

/** Addresses of networks and machines, folders and keys of the registry. */
export const findAddresses = (text: string): Found[] => foundBy(text, 'address', shapes)
