import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'

const folder = 'docs/pictures'

/** A picture for the documents: `PICTURES=1` writes it; without, only what it shows is looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  mkdirSync(folder, { recursive: true })
  // Nothing half drawn, no cursor that blinks, no bubble of the mouse.
  await page.mouse.move(0, 0)
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled', caret: 'hide' })
}
