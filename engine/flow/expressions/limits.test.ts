import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkTemplates } from './check.ts'
import { ExpressionError } from './error.ts'
import { filters } from './filters/table.ts'
import { functions } from './functions/table.ts'
import { renderText } from './render.ts'

const scope = {
  variables: {
    big: 'a'.repeat(50_000),
    list: Array.from({ length: 1000 }, (_, index) => index),
    inputs: { x: 'y' },
  },
  now: 0,
  random: () => 0.5,
}

const twice = (times: number) => `{% for i in 1..${String(times)} %}{% set a = [a, a] %}{% endfor %}`

const every = (body: string) => `{% for i in list %}{% for j in list %}${body}{% endfor %}{% endfor %}`

const hostile: Record<string, string> = {
  'a huge range': '{{ range(0, 1000000000) }}',
  'nested loops':
    '{% for a in list %}{% for b in list %}{% for c in list %}x{% endfor %}{% endfor %}{% endfor %}',
  'a text that doubles': '{% set a = "ab" %}{% for i in 1..60 %}{% set a = a ~ a %}{% endfor %}',
  'a list that shares itself': `{% set a = 1 %}${twice(60)}{{ a }}`,
  'equality of shared lists':
    '{% set a = 1 %}{% set b = 1 %}{% for i in 1..50 %}{% set a = [a, a] %}{% set b = [b, b] %}{% endfor %}{{ a == b }}',
  'a macro without end': '{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}',
  'a macro that doubles':
    '{% macro f(n) %}{% if n > 0 %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(60) }}',
  'a block in itself': '{% block a %}{{ block("a") }}{% endblock %}',
  'a rendering of itself': '{% set x = "{{ render(x) }}" %}{{ render(x) }}',
  'many brackets': `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`,
  'many signs': `{{ ${'not '.repeat(5000)}1 }}`,
  'a long chain': `{{ 1${' | abs'.repeat(5000)} }}`,
  'a heavy pattern': '{{ big matches "((a{1,100}){1,10})b" }}',
  'a pattern over much text': '{% for i in list %}{{ big | split("x") | length }}{% endfor %}',
  'a pattern that looks far for each match': `{{ big | regexReplace('(a+)*b|(.)', '$2') }}`,
  'a wide indent': '{{ "a\nb" | indent(1000000000) }}',
  'much output': '{% for i in list %}{{ big }}{% endfor %}',
  'a jq loop': `{{ 1 | jq('until(false; .)') }}`,
  'a jq range': `{{ 1 | jq('[range(1000000000)]') }}`,
  'a jq definition': `{{ 1 | jq('def f: f; f') }}`,
  'a jq text': `{{ "a" | jq('. * 1000000000') }}`,
  'a jq value that shares itself': `{{ 1 | jq('${'[.,.]|'.repeat(100)}tojson') }}`,
  'a jq list with holes': `{{ [] | jq('.[999999999] = 1') }}`,
  'a jq combination': `{{ [1] | jq('combinations(999999999)') }}`,
  'many missing names': every('{{ nope.a.b | default(1) }}{{ nope ~ 1 ?? 2 }}'),
  'many dates': every(
    "{{ now() | dateAdd(1, 'DAYS') | date('EEEE d MMMM yyyy', timeZone='Europe/Paris', locale='de') }}",
  ),
  'many number formats': every("{{ 1234.5 | numberFormat('#,##0.00') }}"),
  'many hashes': every('{{ big | sha512 }}'),
  'much base64': every('{{ big | base64encode | base64decode }}'),
  'many distinct lists': every('{{ list | distinct | length }}'),
  'many ids': every('{{ uuid() }}'),
  'many templates': every("{{ render('{{ 1 + ' ~ i ~ j ~ ' }}') }}"),
  'many small YAML texts': every("{{ yaml('a: [1,2,3]').a }}"),
  'many small jq programs': every("{{ list | jq('.[' ~ i ~ ']') }}"),
  'many tests for JSON': every("{{ 'x' is json }}"),
  'much Ion': every("{{ fromIon('{a:[1,2,3]}').a | toIon }}"),
  'yaml aliases': `{{ yaml('a: &a [1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]') }}`,
}

describe('a hostile template ends soon, with a clear error', () => {
  test.each(Object.entries(hostile))('%s', (_, source) => {
    const start = process.cpuUsage()
    expect(() => renderText(source, scope)).toThrow(ExpressionError)
    // 50 ms once the code is warm; the bound is on steps, so this only tells a step that costs far too much.
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(500)
  })
})

const reaches = [
  `{{ inputs.constructor }}`,
  `{{ inputs["__proto__"] }}`,
  `{{ "a".length }}`,
  `{{ list.push }}`,
  `{{ {} | merge(fromJson('{"__proto__": {"polluted": 1}}')) }}`,
  `{{ {} | jq('.["constr" + "uctor"]') }}`,
  `{{ {} | jq('.["constr" + "uctor"]["proto" + "type"].polluted = 1') }}`,
  `{{ {} | jq('setpath(["__pro" + "to__", "polluted"]; 1)') }}`,
  `{{ [] | jq('.["pu" + "sh"].polluted = 1') }}`,
  `{{ {} | jq('["constr" + "uctor", "polluted"] as $p | setpath($p; 1)') }}`,
  `{{ {} | jq('del(.["constr" + "uctor"]["assi" + "gn"])') }}`,
]

test.each(reaches)('%s reaches no prototype', (source) => {
  expect(() => renderText(source, scope)).toThrow(ExpressionError)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(Reflect.get(Array.prototype.push, 'polluted')).toBeUndefined()
  expect(typeof Object.assign).toBe('function')
})

const filterNames = [...filters.keys()]
const functionNames = [...functions.keys()]

const fragments = [
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '-',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '|',
    '"',
    "'",
    '#{',
    '\\',
    ',',
    ':',
    '?',
    '??',
  ],
  ...[
    ' if ',
    ' else ',
    ' endif ',
    ' for ',
    ' in ',
    ' endfor ',
    ' set ',
    ' = ',
    ' macro ',
    ' raw ',
    ' is ',
    ' not ',
    ' filter ',
  ],
  ...[
    'x',
    'list',
    'inputs',
    '.x',
    '1',
    '2.5',
    '..',
    '+',
    '*',
    '~',
    ' and ',
    ' matches ',
    'range',
    'render',
    'upper',
    'jq',
    'date',
    'yaml',
  ],
  ...['\n', ' ', 'é', '\u{1F600}', '\uD800', '__proto__', 'constructor'],
]

describe('whatever the text', () => {
  const onlyExpressionErrors = (source: string) => {
    try {
      renderText(source, scope)
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      expect(error.line).toBeGreaterThan(0)
      expect(error.column).toBeGreaterThan(0)
    }
    checkTemplates(source)
  }

  test('nothing but an ExpressionError is thrown', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), onlyExpressionErrors), {
      numRuns: 500,
    })
    fc.assert(
      fc.property(fc.string(), (inner) => onlyExpressionErrors(`{{ ${inner} }}`)),
      { numRuns: 1000 },
    )
  })

  test('mixed pieces of the syntax do no harm', () => {
    const pieces = fc.array(fc.constantFrom(...fragments), { maxLength: 30 })
    fc.assert(
      fc.property(pieces, (parts) => onlyExpressionErrors(parts.join(''))),
      { numRuns: 3000 },
    )
    fc.assert(
      fc.property(pieces, (parts) => onlyExpressionErrors(`{{ ${parts.join('')} }}`)),
      { numRuns: 3000 },
    )
  })

  test('any argument of any filter or function does no harm', () => {
    const value = fc.constantFrom(
      'null',
      '"a"',
      '""',
      '-1',
      '1.5',
      '99999999999',
      'list',
      '{}',
      '[1, "a", null]',
      '{"a": [1]}',
      'true',
      '"\uD800"',
    )
    const filter = fc.constantFrom(...filterNames)
    const name = fc.constantFrom(...functionNames)
    fc.assert(
      fc.property(value, filter, fc.array(value, { maxLength: 3 }), (operand, called, args) => {
        onlyExpressionErrors(`{{ ${operand} | ${called}(${args.join(', ')}) }}`)
      }),
      { numRuns: 4000 },
    )
    fc.assert(
      fc.property(name, fc.array(value, { maxLength: 3 }), (called, args) => {
        onlyExpressionErrors(`{{ ${called}(${args.join(', ')}) }}`)
      }),
      { numRuns: 2000 },
    )
  })

  test('text without an opening brace is never touched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replaceAll('{', '')
        expect(renderText(plain, scope)).toBe(plain)
      }),
    )
  })
})
