import { Secret, TOTP } from 'otpauth'
import { toString } from 'qrcode'

/** What every program of this kind can: SHA-1, six digits, 30 seconds. */
const periodSeconds = 30
/** Steps before and after the present one whose codes are taken: clocks differ. */
const drift = 1

function totpOf(secret: string, email: string): TOTP {
  return new TOTP({
    issuer: 'Formwork',
    label: email,
    secret: Secret.fromBase32(secret),
    period: periodSeconds,
  })
}

/** 160 bits at random, base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** Step whose code this is; null: it is none of the present ones. */
export function stepOf(secret: string, code: string, now = Date.now()): number | null {
  const delta = totpOf(secret, '').validate({ token: code, window: drift, timestamp: now })
  return delta === null ? null : Math.floor(now / 1000 / periodSeconds) + delta
}

/** What a program reads to make codes: its address, and a picture of that to be photographed. */
export async function enrolment(secret: string, email: string): Promise<{ uri: string; svg: string }> {
  const uri = totpOf(secret, email).toString()
  return { uri, svg: await toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }) }
}
