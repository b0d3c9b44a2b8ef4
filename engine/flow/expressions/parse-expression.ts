import type { Arguments, Expression } from './ast.ts'
import { Misplaced } from './error.ts'
import { tokenize, type Token } from './lexer.ts'
import { readInteger, real } from './numbers.ts'

/** How tightly each operator binds; Pebble's numbers. */
const precedence: Readonly<Record<string, number>> = {
  or: 10,
  '||': 10,
  and: 15,
  '&&': 15,
  contains: 20,
  in: 20,
  'not in': 20,
  matches: 20,
  '==': 30,
  equals: 30,
  '!=': 30,
  '<': 30,
  '>': 30,
  '<=': 30,
  '>=': 30,
  '+': 40,
  '-': 40,
  '*': 60,
  '/': 60,
  '%': 60,
  '~': 110,
  '..': 120,
  '??': 120,
  '???': 120,
}
const testPrecedence = 20
const filterPrecedence = 100
const signPrecedence = 500
const notPrecedence = 5
const maxNesting = 100

/** Reads expressions from the tokens of one tag. */
export class ExpressionParser {
  private readonly tokens: Token[]
  private position = 0
  private nesting: number

  constructor(tokens: Token[], nesting = 0) {
    this.tokens = tokens
    this.nesting = nesting
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)]
    return token ?? { kind: 'end', text: '', at: 0, to: 0 }
  }

  next(): Token {
    const token = this.peek()
    this.position++
    return token
  }

  is(text: string): boolean {
    const token = this.peek()
    return token.text === text && (token.kind === 'mark' || token.kind === 'name')
  }

  take(text: string): boolean {
    if (!this.is(text)) return false
    this.position++
    return true
  }

  expect(text: string): Token {
    if (this.is(text)) return this.next()
    throw new Misplaced(`Expected \`${text}\` but found ${described(this.peek())}`, this.peek().at)
  }

  name(what: string): string {
    const token = this.next()
    if (token.kind === 'name') return token.text
    throw new Misplaced(`Expected the name of ${what} but found ${described(token)}`, token.at)
  }

  end(): void {
    if (this.peek().kind === 'end') return
    throw new Misplaced(`Unexpected ${described(this.peek())}`, this.peek().at)
  }

  expression(minimum = 0): Expression {
    if (++this.nesting > maxNesting) throw new Misplaced('The expression is nested too deep', this.peek().at)
    let left = this.prefixed()
    for (;;) {
      const more = this.infix(left, minimum)
      if (!more) break
      left = more
    }
    if (minimum === 0) left = this.conditional(left)
    this.nesting--
    return left
  }

  private conditional(condition: Expression): Expression {
    const at = condition.at
    if (this.take('?:')) return { kind: 'ternary', condition, yes: condition, no: this.expression(), at }
    if (!this.take('?')) return condition
    const yes = this.expression()
    this.expect(':')
    return { kind: 'ternary', condition, yes, no: this.expression(), at }
  }

  private prefixed(): Expression {
    const at = this.peek().at
    if (this.take('not'))
      return { kind: 'unary', operator: 'not', operand: this.expression(notPrecedence), at }
    for (const operator of ['-', '+']) {
      if (this.take(operator)) {
        return { kind: 'unary', operator, operand: this.expression(signPrecedence), at }
      }
    }
    return this.postfixed(this.primary())
  }

  private infix(left: Expression, minimum: number): Expression | undefined {
    const at = this.peek().at
    if (this.is('|')) {
      if (filterPrecedence < minimum) return undefined
      this.next()
      const filterAt = this.peek().at
      const name = this.name('a filter')
      return { kind: 'filter', operand: left, name, args: this.optionalArguments(), at: filterAt }
    }
    if (this.is('is')) return testPrecedence < minimum ? undefined : this.test(left)
    let operator = this.peek().text
    if (this.is('not') && this.peek(1).text === 'in') operator = 'not in'
    const binding = this.peek().kind === 'mark' || this.peek().kind === 'name' ? binds(operator) : undefined
    if (binding === undefined || binding < minimum) return undefined
    this.position += operator === 'not in' ? 2 : 1
    return { kind: 'binary', operator, left, right: this.expression(binding + 1), at }
  }

  private test(operand: Expression): Expression {
    this.next()
    const negated = this.take('not')
    const at = this.peek().at
    const name = this.name('a test')
    return { kind: 'test', operand, negated, name, args: this.optionalArguments(), at }
  }

  private primary(): Expression {
    const token = this.next()
    const at = token.at
    if (token.kind === 'number') return { kind: 'literal', value: readNumber(token.text), at }
    if (token.kind === 'text') return this.text(token)
    if (token.kind === 'name') return this.named(token)
    if (token.text === '(') {
      const inner = this.expression()
      this.expect(')')
      return inner
    }
    if (token.text === '[') return { kind: 'list', items: this.listed(']'), at }
    if (token.text === '{') return this.map(at)
    throw new Misplaced(`Expected a value but found ${described(token)}`, at)
  }

  private named(token: Token): Expression {
    const at = token.at
    if (this.is('(')) return { kind: 'call', name: token.text, args: this.arguments(), at }
    switch (token.text) {
      case 'true':
      case 'TRUE':
        return { kind: 'literal', value: true, at }
      case 'false':
      case 'FALSE':
        return { kind: 'literal', value: false, at }
      case 'null':
      case 'NULL':
      case 'none':
      case 'NONE':
        return { kind: 'literal', value: null, at }
      default:
        return { kind: 'name', name: token.text, at }
    }
  }

  private postfixed(start: Expression): Expression {
    let target = start
    for (;;) {
      const at = this.peek().at
      if (this.take('.')) {
        const token = this.next()
        if (token.kind === 'number') {
          target = {
            kind: 'subscript',
            target,
            index: { kind: 'literal', value: token.text, at: token.at },
            at,
          }
        } else if (token.kind === 'name')
          target = { kind: 'attribute', target, name: token.text, at: token.at }
        else throw new Misplaced(`Expected the name of an attribute but found ${described(token)}`, token.at)
      } else if (this.take('[')) {
        const index = this.expression()
        this.expect(']')
        target = { kind: 'subscript', target, index, at }
      } else return target
    }
  }

  private map(at: number): Expression {
    const entries: { key: Expression; value: Expression }[] = []
    while (!this.is('}')) {
      const key = this.expression()
      this.expect(':')
      entries.push({ key, value: this.expression() })
      if (!this.take(',')) break
    }
    this.expect('}')
    return { kind: 'map', entries, at }
  }

  private listed(close: string): Expression[] {
    const items: Expression[] = []
    while (!this.is(close)) {
      items.push(this.expression())
      if (!this.take(',')) break
    }
    this.expect(close)
    return items
  }

  optionalArguments(): Arguments {
    return this.is('(') ? this.arguments() : { positional: [], named: [] }
  }

  arguments(): Arguments {
    this.expect('(')
    const result: Arguments = { positional: [], named: [] }
    while (!this.is(')')) {
      if (this.peek().kind === 'name' && this.peek(1).text === '=' && this.peek(1).kind === 'mark') {
        const name = this.next().text
        this.next()
        result.named.push({ name, value: this.expression() })
      } else result.positional.push(this.expression())
      if (!this.take(',')) break
    }
    this.expect(')')
    return result
  }

  private text(token: Token): Expression {
    const at = token.at
    if (token.quote === "'") return { kind: 'literal', value: token.text.replaceAll("\\'", "'"), at }
    if (!token.text.includes('#{')) return { kind: 'literal', value: token.text.replaceAll('\\"', '"'), at }
    return { kind: 'interpolation', parts: this.holes(token), at }
  }

  private holes(token: Token): Expression[] {
    const parts: Expression[] = []
    let from = 0
    for (;;) {
      const open = token.text.indexOf('#{', from)
      const literal = token.text.slice(from, open === -1 ? undefined : open).replaceAll('\\"', '"')
      if (literal !== '') parts.push({ kind: 'literal', value: literal, at: token.at })
      if (open === -1) return parts
      const { tokens, end } = tokenize(token.text, open + 2, '}')
      const shifted = tokens.map((inner) => ({ ...inner, at: inner.at + token.at + 1 }))
      const parser = new ExpressionParser(shifted, this.nesting)
      parts.push(parser.expression())
      parser.end()
      from = end + 1
    }
  }
}

function binds(operator: string): number | undefined {
  return Object.hasOwn(precedence, operator) ? precedence[operator] : undefined
}

function readNumber(text: string): unknown {
  return /[.eE]/.test(text) ? real(Number(text)) : readInteger(text)
}

function described(token: Token): string {
  return token.kind === 'end' ? 'the end of the tag' : `\`${token.text}\``
}
