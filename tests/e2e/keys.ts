import type { Locator, Page } from '@playwright/test'

/** A page of the product has fewer stops than that. */
const mostStops = 150

/** Presses Tab until a part has the focus. @throws where it cannot be reached */
export async function tabTo(target: Locator): Promise<void> {
  const page = target.page()
  for (let stop = 0; stop < mostStops; stop++) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never comes to ${String(target)}`)
}

/** Goes to a part by Tab and presses a key on it. */
export async function pressOn(target: Locator, key: string): Promise<void> {
  await tabTo(target)
  await target.page().keyboard.press(key)
}

/** Goes to a field by Tab and types. */
export async function typeInto(target: Locator, text: string): Promise<void> {
  await tabTo(target)
  await target.page().keyboard.type(text)
}

/** Chooses a file in the dialog that a key opens. */
export async function chooseFile(
  page: Page,
  target: Locator,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await pressOn(target, 'Enter')
  await (await chooser).setFiles(file)
}

async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.count()) === 1 && target.evaluate((part) => part === document.activeElement)
}
