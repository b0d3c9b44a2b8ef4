import { AppError } from '#server/errors.ts'
import { faultOf, passwordLength, type PasswordFault } from './password-strength.ts'

const reasons: Readonly<Record<PasswordFault, string>> = {
  'too-short': `must have at least ${passwordLength.min} characters`,
  'too-long': `must have at most ${passwordLength.max} characters`,
  common: 'is one that everybody tries first: take several words that have nothing to do with each other',
  'about-you': 'must not be the name or the mail address',
  repeats: 'is the same few characters again and again',
}

/** @throws AppError `invalid` for a new password that is too easily guessed */
export function demandGoodPassword(password: string, about: { email: string; name: string }): void {
  const fault = faultOf(password, about)
  if (fault === undefined) return
  throw new AppError('invalid', `The password ${reasons[fault]}.`, {
    details: [{ path: 'password', message: reasons[fault] }],
  })
}
