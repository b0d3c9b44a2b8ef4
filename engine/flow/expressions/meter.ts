import { Failure } from './error.ts'

/** Some 100 ns each in code that is still cold: the whole budget is spent within 50 ms. */
const maxSteps = 250_000
const maxDepth = 300
/** Characters of one text, and of all output. */
const maxText = 4_000_000

/** Bounds one evaluation. Counts work, not time, so that the same template always ends the same way. */
export class Meter {
  private steps = 0
  private printed = 0
  depth = 0

  step(): void {
    if (++this.steps > maxSteps) throw new Failure('The template takes too many steps')
  }

  /** For work whose cost grows with its argument. */
  charge(steps: number): void {
    this.steps += steps
    if (!(this.steps <= maxSteps)) throw new Failure('The template takes too many steps')
  }

  enter(): void {
    if (++this.depth > maxDepth) throw new Failure('The template is nested or recurses too deep')
  }

  leave(): void {
    this.depth--
  }

  /** For a text about to be made: fails before it is. */
  text(length: number): void {
    if (!(length <= maxText)) throw new Failure('The template makes a text that is too long')
    this.charge(length >> 5)
  }

  print(text: string): void {
    this.printed += text.length
    if (this.printed > maxText) throw new Failure('The template prints too much')
    this.charge(text.length >> 5)
  }
}
