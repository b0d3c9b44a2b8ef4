import { z } from 'zod'

const shape = z.strictObject({
  verifyUrl: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(1),
  siteKey: z.string().min(1).max(200),
  scriptUrl: z.url({ protocol: /^https?$/ }),
})
export type CaptchaSetting = z.infer<typeof shape>

/** @returns the setting, or what is wrong with it; never its secret */
export function readCaptcha(json: string): CaptchaSetting | string {
  try {
    return shape.parse(JSON.parse(json))
  } catch {
    return 'must be a JSON map with verifyUrl, secret, siteKey and scriptUrl'
  }
}
