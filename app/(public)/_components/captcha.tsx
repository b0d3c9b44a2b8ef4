'use client'

import { useEffect } from 'react'
import type { PublicAppView } from '#server/guests/view.ts'

/**
 * The riddle of the service that the operator named. hCaptcha, Turnstile and reCAPTCHA look for an element of their class, and
 * leave what was solved in a hidden field whose name ends in `-response`.
 */
export function Captcha({ siteKey, scriptUrl }: NonNullable<PublicAppView['captcha']>) {
  useEffect(() => {
    const script = document.createElement('script')
    script.src = scriptUrl
    script.async = true
    document.head.append(script)
    return () => {
      script.remove()
    }
  }, [scriptUrl])
  return <div className="h-captcha cf-turnstile g-recaptcha" data-sitekey={siteKey} />
}

/** What was solved; undefined: nothing, or there is no riddle. */
export function captchaAnswer(): string | undefined {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>('[name$="-response"]')
  return field?.value || undefined
}
