/** Characters of a password that a person sets. */
export const passwordLength = { min: 10, max: 200 } as const

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'about-you' | 'repeats'
export type PasswordStrength = 'weak' | 'fair' | 'good' | 'strong'

/** Whom a password is for: it must not be what everybody knows of them. */
interface About {
  email: string
  name: string
}

/** Words that stand in most lists of leaked passwords, alone, doubled, or with digits and signs at their ends. */
const commonWords = new Set(
  `password passwort passw0rd pass parola contrasena motdepasse qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdfgh
  asdfghjkl zxcvbnm qazwsx qazwsxedc letmein welcome willkommen bienvenue iloveyou ichliebedich monkey dragon football baseball
  basketball superman batman starwars princess sunshine shadow master michael jennifer jordan charlie computer internet trustno
  admin administrator administrador root login user username guest test testing changeme secret default access server database
  company office summer winter spring autumn january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday hello freedom whatever cheese chocolate cookie pokemon liverpool
  chelsea arsenal barcelona realmadrid schalke formwork letmeinplease passwordpassword abc abcd abcdef abcdefgh abcdefghij`.split(
    /\s+/,
  ),
)

const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  $: 's',
  '@': 'a',
}
const runs = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'yxcvbnm',
  'zxcvbnm',
]

/**
 * What is wrong with a new password, as far as it must not be taken; undefined: nothing. Plain functions: they run in the
 * browser while somebody types, and on the server before it is stored.
 */
export function faultOf(password: string, about: About): PasswordFault | undefined {
  const length = [...password].length
  if (length < passwordLength.min) return 'too-short'
  if (password.length > passwordLength.max) return 'too-long'
  if (/^(.{1,3}?)\1+.{0,2}$/su.test(password)) return 'repeats'
  if (coresOf(password).some((core) => core === '' || commonWords.has(unit(core)))) return 'common'
  return isAbout(password, about) ? 'about-you' : undefined
}

/** What is left without case, and without digits and signs at the ends: as it stands, and with letters for the digits in it. */
function coresOf(password: string): string[] {
  const low = password.toLowerCase()
  const letters = low.replace(/[013457$@]/g, (sign) => leet[sign] ?? sign)
  const bare = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const inner = bare(low)
  return [inner, inner.replace(/[013457$@]/g, (sign) => leet[sign] ?? sign), bare(letters)]
}

/** A word that stands there more than once, once. */
function unit(text: string): string {
  return /^(.+?)\1+$/su.exec(text)?.[1] ?? text
}

function isAbout(password: string, { email, name }: About): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const given = plain(password)
  const bare = given.replace(/^\d+|\d+$/g, '')
  const [local = ''] = email.split('@')
  const known = [email, local, name, name.split(/\s+/).reverse().join('')].map(plain)
  return known.some((word) => word.length > 2 && (given === word || bare === word))
}

/**
 * How long a password would be guessed at, roughly, in words. Signs that only go on with what stands before them (the same
 * again, the next of a row) count little.
 */
export function strengthOf(password: string, about: About): PasswordStrength {
  if (faultOf(password, about) !== undefined) return 'weak'
  const bits = bitsOf(password)
  if (bits < 48) return 'weak'
  if (bits < 62) return 'fair'
  return bits < 74 ? 'good' : 'strong'
}

function bitsOf(password: string): number {
  const signs = [...password]
  const pool = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].map((kind) => kind.test(password))
  const [lower, upper, digit, other] = pool
  const size = (lower ? 26 : 0) + (upper ? 26 : 0) + (digit ? 10 : 0) + (other ? 20 : 0)
  const each = Math.log2(Math.max(size, 10))
  const seen = new Map<string, number>()
  return signs.reduce((bits, sign, index) => {
    const low = sign.toLowerCase()
    const again = seen.get(low) ?? 0
    seen.set(low, again + 1)
    // two side by side are chance, three are a row
    const [first, second] = [signs[index - 2]?.toLowerCase(), signs[index - 1]?.toLowerCase()]
    if (follows(second, low) && follows(first, second)) return bits + 1
    return bits + each / (1 + again / 4)
  }, 0)
}

function follows(before: string | undefined, sign: string | undefined): boolean {
  if (before === undefined || sign === undefined) return false
  if (before === sign) return true
  return runs.some((run) => run.includes(before + sign) || run.includes(sign + before))
}
