import { describe, expect, test } from 'vitest'
import type { Json } from '../flow.ts'
import { ExpressionError } from './error.ts'
import { renderText, renderValue } from './render.ts'

const variables = {
  inputs: { name: 'Ada', amount: 1250.5, count: 3, tags: ['red', 'blue'], note: null, 'cost-centre': '4711' },
  outputs: { quote: { price: 99 }, loop: { a: { b: { value: 'deep' } } } },
  vars: { greeting: 'Hi {{ inputs.name }}', again: '{{ vars.greeting }}', self: '{{ vars.self }}x' },
  parents: [{ taskrun: { value: 'a' } }],
  taskrun: { value: 'b' },
  tasks: { one: { state: 'FAILED' }, each: { x: { state: 'FAILED' }, y: { state: 'SUCCESS' } } },
  nothing: null,
}
const scope = { variables, now: Date.UTC(2026, 2, 29, 12, 30, 5, 250), random: () => 0.5 }

const table: [template: string, text: string][] = [
  ['plain', 'plain'],
  ['a { brace and %} stay', 'a { brace and %} stay'],
  ['Dear {{ inputs.name }}!', 'Dear Ada!'],
  ['{{ inputs["cost-centre"] }}', '4711'],
  ['{{ inputs.tags }}/{{ inputs.tags[1] }}', '["red","blue"]/blue'],
  ['[{{ inputs.note }}]', '[]'],
  ['{{ 2 + 3 * 4 }} {{ (2 + 3) * 4 }} {{ 9 / 4 }} {{ 9.0 / 4 }} {{ -7 % 4 }}', '14 20 2 2.25 -3'],
  ['{{ 9223372036854775807 + 1 }}', '-9223372036854775808'],
  ['{{ 0.5 + 0.5 }} {{ 1.5 }} {{ 2 - 5 }}', '1.0 1.5 -3'],
  ['{{ "x" ~ 1 ~ nothing ~ true }}', 'x1true'],
  ['{{ 1 < 2 and "a" < "b" or false }}', 'true'],
  ['{{ not (1 == 1) }} {{ 1 != 2 }} {{ "a" equals "a" }}', 'false true true'],
  ['{{ "red" in inputs.tags }} {{ "green" not in inputs.tags }}', 'true true'],
  ['{{ inputs.tags contains "blue" }} {{ inputs contains "name" }}', 'true true'],
  ['{{ "INV-12" matches "INV-[0-9]+" }} {{ "xINV-12" matches "INV-[0-9]+" }}', 'true false'],
  ['{{ inputs.none ?? "d" }}{{ nothing ?? "e" }}[{{ nothing ??? "f" }}]', 'de[]'],
  ['{{ inputs.count > 2 ? "many" : "few" }} {{ "" ?: "else" }}', 'many else'],
  ['{{ inputs.a.b.c is defined }} {{ inputs.name is not defined }}', 'false false'],
  ['{{ inputs.note is defined }} {{ inputs.count is defined }}', 'false true'],
  [
    '{{ "" is empty }} {{ [] is empty }} {{ {} is map }} {{ 4 is even }} {{ "[1]" is json }}',
    'true true true true true',
  ],
  ['{{ "Total: #{inputs.count + 1} of #{inputs.name}" }}', 'Total: 4 of Ada'],
  [`{{ 'it\\'s' }} {{ "a \\"b\\"" }}`, `it's a "b"`],
  ['{{ {"a": {"b": [1, null, 2.0]}, "c": null} }}', '{"a":{"b":[1,null,2.0]}}'],
  ['{% if inputs.note %}y{% elseif inputs.count %}n{% else %}z{% endif %}', 'n'],
  ['{% for t in inputs.tags %}{{ loop.index }}{{ t }}{{ loop.last ? "" : "," }}{% endfor %}', '0red,1blue'],
  ['{% for t in [] %}x{% else %}none{% endfor %}', 'none'],
  ['{% for e in {"k": 1} %}{{ e.key }}:{{ e.value }}{% endfor %}', 'k:1'],
  ['{% set sum = 0 %}{% for i in 1..4 %}{% set sum = sum + i %}{% endfor %}{{ sum }}', '10'],
  ['{% macro tag(x, y="b") %}<{{ x }}{{ y }}>{% endmacro %}{{ tag("a") }}{{ tag(y=1, x=2) }}', '<ab><21>'],
  ['{% filter upper | trim %} quiet {% endfilter %}', 'QUIET'],
  ['{% block t %}x{% endblock %}{{ block("t") }}', 'xx'],
  ['{% raw %}{{ x }}{% endraw %}{% verbatim %}{% y %}{% endverbatim %}', '{{ x }}{% y %}'],
  ['a {# not seen {{ x }} #}b {{- "c" -}} \n d', 'a bcd'],
  ['{{ render(vars.again) }} / {{ renderOnce(vars.again) }}', 'Hi Ada / Hi {{ inputs.name }}'],
  ['{{ currentEachOutput(outputs.loop).value }}', 'deep'],
  [
    '{% for taskrun in [{"value": "c"}] %}{% set o = {"a": {"c": "own"}} %}{{ currentEachOutput(o) }}{% endfor %}',
    'own',
  ],
  [
    '{{ "1.123" | number("FLOAT") }} {{ ("1.5" | number("FLOAT")) + 1 }} {{ "2" | number("FLOAT") }}',
    '1.123 2.5 2.0',
  ],
  [
    '{{ tasksWithState("failed") }}',
    '[{"taskId":"one","state":"FAILED"},{"taskId":"each","state":"FAILED","value":"x"}]',
  ],
  ['{{ now() }}', '2026-03-29T12:30:05.250000Z'],
  ['{{ now(format="HH:mm", timeZone="Europe/Paris") }}', '14:30'],
  ['{{ uuid() }} {{ id() | length }} {{ randomInt(1, 6) }}', '88888888-8888-4888-a888-888888888888 22 4'],
  ['{{ max(1, 2.5) }} {{ min([4, 3]) }} {{ range(4, 0, -2) }} {{ "a".."c" }}', '2.5 3 [4,2,0] ["a","b","c"]'],
  ['{{ fromJson("{\\"a\\": [1]}").a[0] }} {{ yaml("k: [x]").k[0] }}', '1 x'],
  ['{{ "2026-01-31" | dateAdd(1, "MONTHS") | date("d MMMM yyyy") }}', '28 February 2026'],
  ['{{ "03/04/2026" | date("yyyy-MM-dd", existingFormat="dd/MM/yyyy") }}', '2026-04-03'],
  ['{{ "2026-03-29T01:30:00Z" | date("iso_sec", timeZone="Europe/Berlin") }}', '2026-03-29T03:30:00+02:00'],
  [
    '{{ "2026-01-01T00:00:00.5Z" | timestampMilli }} {{ 0 | date("sql_sec") }}',
    '1767225600500 1970-01-01 00:00:00',
  ],
  ['{{ "2026-03-29T01:30:00Z" | date("EEEE, d. MMMM", locale="de_DE") }}', 'Sonntag, 29. März'],
  [
    '{{ fromIon(\'{a: [1, 2.5e0, null.int, true, sym], "b c": 0x1F, d: 2024-04-21T23:00:00.5Z, /* x */}\') }}',
    '{"a":[1,2.5,null,true,"sym"],"b c":31,"d":"2024-04-21T23:00:00.500Z"}',
  ],
  ['{{ fromIon(\'LocalDate::"2024-01-02"\') | dateAdd(1, "DAYS") | date("d.M.") }}', '3.1.'],
  [
    '{{ {"a": "x", "b-c": [1, 2.5, true, null]} | toIon }} {{ 12.0 | toIon }}',
    `{a:"x",'b-c':[1,2.5e0,true,null]} 1.2e1`,
  ],
  ['{{ "a, b ,c" | split(" ?, ?") | join("+") }} {{ "abc" | split("") }}', 'a+b+c ["a","b","c"]'],
  [
    '{{ [3, 1, 3] | distinct | sort }} {{ [1, 2, 3] | reverse | first }} {{ [[1], 2] | flatten | length }}',
    '[1,3] 3 2',
  ],
  [
    '{{ {"a": 1} | merge({"b": 2}) | keys }} {{ "text" | slice(1, 3) }} {{ [1, 2, 3] | chunk(2) }}',
    '["a","b"] ex [[1,2],[3]]',
  ],
  [
    '{{ 1234.565 | numberFormat("#,##0.00") }} {{ 0.5 | numberFormat("#.##%") }} {{ -3 | abs }}',
    '1,234.56 50% 3',
  ],
  ['{{ "0042" | number }} {{ "1e3" | number }} {{ "7" | number("DOUBLE") }}', '42 1000.0 7.0'],
  [
    '{{ "über Größe" | slugify }} {{ "ab cd" | title }} {{ "long sentence" | abbreviate(8) }}',
    'uber-gro-e Ab Cd long ...',
  ],
  [
    '{{ "a.b" | replace({".": "-"}) }} {{ "a1" | regexReplace("[0-9]", "#") }} {{ "v12" | regexExtract("v([0-9]+)", 1) }}',
    'a-b a# 12',
  ],
  [
    '{{ {"a": [1, {"b": 2}]} | jq(".a[1].b, .a[0]") }} {{ [1, 2] | jq("map(. * 2)") | first }}',
    '[2,1] [2,4]',
  ],
  ['{{ {"a": {"b": ["x", 1]}, "c": "k: v"} | yaml }}', 'a:\n  b:\n   - x\n   - 1\nc: "k: v"\n'],
  ['{{ "a\nb" | indent(2) }} {{ "a" | nindent(1) }}', 'a\n  b \n a'],
  ['{{ inputs.none | default("d") }}{{ "" | default("e") }}{{ nothing | default("f") }}', 'def'],
]

describe('rendering', () => {
  test.each(table)('%s', (template, text) => {
    expect(renderText(template, scope)).toBe(text)
  })

  test('hashes are lower-case hexadecimal of the UTF-8 bytes', () => {
    expect(renderText('{{ "abc" | md5 }}', scope)).toBe('900150983cd24fb0d6963f7d28e17f72')
    expect(renderText('{{ "abc" | sha1 }}', scope)).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
    expect(renderText('{{ "é" | base64encode }} {{ "a b" | urlencode }}', scope)).toBe('w6k= a+b')
  })

  test('structures are rendered deep, keys too, and other values stay', () => {
    const source: Json = {
      '{{ inputs.name }}': ['{{ inputs.count }}', 7, true, null],
      plain: { a: '{{ nothing }}' },
    }
    expect(renderValue(source, scope)).toEqual({ Ada: ['3', 7, true, null], plain: { a: '' } })
  })
})

const failures: [template: string, message: string, line: number, column: number][] = [
  ['{{ missing }}', 'Unable to find `missing` used in the expression `{{ missing }}` at line 1', 1, 4],
  ['a\n{{ inputs.nmae }}', 'Unable to find `inputs.nmae`', 2, 11],
  ['{{ inputs.tags[9] }}', 'Unable to find `inputs.tags[9]`', 1, 15],
  ['{{ nothing.x }}', 'Unable to find `nothing.x`', 1, 12],
  ['{{ missing ?? missing2 }}', '`missing2`', 1, 15],
  ['{{ inputs.name.constructor }}', '`inputs.name.constructor`', 1, 16],
  ['{{ inputs.__proto__ }}', '`inputs.__proto__`', 1, 11],
  ['{{ inputs', 'not closed', 1, 1],
  ['{% if 1 %}x', '`if` is not closed', 1, 1],
  ['{% include "x" %}', 'Unexpected tag `include`', 1, 1],
  ['{{ 1 + }}', 'Expected a value', 1, 8],
  ['{{ 1 2 }}', 'Unexpected `2`', 1, 6],
  ['{{ 1 | nope }}', 'Unknown filter `nope`', 1, 8],
  ['{{ nope() }}', 'Unknown function `nope`', 1, 4],
  ['{{ 1 / 0 }}', 'Division by zero', 1, 6],
  ['{{ 1 | upper(2) }}', 'arguments at most', 1, 8],
  ['{{ "a" | date(zone="UTC") }}', 'no argument `zone`', 1, 10],
  ['{% if [] %}{% endif %}', 'a condition must be', 1, 1],
  ['{{ render(vars.self) }}', 'Too many rendering attempts', 1, 4],
  ['{{ secret("X") }}', '`secret` cannot be used here', 1, 4],
  ['{{ "v1" | regexExtract("v(1)", 2) }}', 'The pattern has no group 2', 1, 11],
  ['{{ fromIon("{a: 1") }}', 'not Ion, at character 6', 1, 4],
  ['{{ fromIon("[1 2]") }}', 'not Ion, at character 4', 1, 4],
  ['{{ 0 | date("yyyy", locale="no such") }}', 'Unknown locale', 1, 8],
  ['{{ "x" matches "(" }}', 'Bad regular expression', 1, 8],
  ['{{ {"__proto__": 1} }}', '`__proto__`', 1, 4],
]

test.each(failures)('%s fails with its place', (template, message, ...place) => {
  let error: unknown
  try {
    renderText(template, scope)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(ExpressionError)
  expect(error).toMatchObject({ line: place[0], column: place[1] })
  expect(String(error).toLowerCase()).toContain(message.toLowerCase())
})
