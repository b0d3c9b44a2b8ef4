import { filters as filterTable } from './filters/table.ts'
import { functions as functionTable } from './functions/table.ts'

/** A word of the template language, for completion and help. */
export interface Word {
  name: string
  /** One line, plain text. */
  description: string
}

function words(described: Readonly<Record<string, string>>): Word[] {
  return Object.entries(described).map(([name, description]) => ({ name, description }))
}

export const functions: readonly Word[] = words({
  secret: 'Value of a secret of the namespace: secret("API_TOKEN")',
  env: 'A variable of the installation: env("REGION")',
  kv: 'A value of the key-value store: kv("last_run")',
  read: 'Text of a file of the namespace or the execution: read("query.sql")',
  fileURI: 'Address of a file of the namespace',
  fileSize: 'Size of a file in bytes',
  fileExists: 'Whether a file is there',
  isFileEmpty: 'Whether a file has no content',
  encrypt: 'Encrypts a text with a key: encrypt(key, text)',
  decrypt: 'Decrypts a text with a key: decrypt(key, text)',
  http: 'Answer of a web address: http(uri="https://…")',
  subflow: 'Runs a flow and answers its outputs',
  appLink: 'Address of an app, or of this request in it',
  errorLogs: 'Error log lines of this execution, as a list',
  now: 'The present time: now(format="yyyy-MM-dd", timeZone="Europe/Paris")',
  uuid: 'A random UUID',
  id: 'A random short id',
  randomInt: 'A random whole number, both ends included: randomInt(1, 6)',
  max: 'The greatest of its arguments',
  min: 'The least of its arguments',
  range: 'A list of whole numbers, both ends included: range(0, 10, 2)',
  fromJson: 'Reads JSON text',
  json: 'Reads JSON text, as fromJson',
  yaml: 'Reads YAML text',
  render: 'Renders a text, list or map until it holds no template',
  renderOnce: 'Renders a text, list or map once',
  printContext: 'All variables as JSON, to look around',
  fetchContext: 'As printContext',
  block: 'Prints a block of this template again: block("name")',
  parent: 'The block of the parent template',
  currentEachOutput: 'Output of a sibling task in this iteration of the loops',
  iterationOutput: 'As currentEachOutput',
  loopOutputs: 'Outputs of all iterations of a loop, in order',
  tasksWithState: 'Task runs in a state: tasksWithState("FAILED")',
})

export const filters: readonly Word[] = words({
  abs: 'The number without its sign',
  number: 'Reads a number; a type may be given: number("INT")',
  numberFormat: 'Prints a number by a pattern: numberFormat("#,##0.00")',
  chunk: 'Splits a list into lists of a size: chunk(10)',
  className: "The value's kind, as Java names it",
  distinct: 'The list without repetitions',
  first: 'The first item or character',
  last: 'The last item or character',
  join: 'The items as one text: join(", ")',
  keys: "A map's keys",
  values: "A map's values",
  length: 'Number of items, entries or characters',
  merge: 'A list or map with another one added: merge(other)',
  reverse: 'The list from its end',
  sort: 'The list in ascending order',
  rsort: 'The list in descending order',
  slice: 'A part of a list or text: slice(1, 3)',
  split: 'Splits a text at a regular expression: split(",")',
  flatten: 'Lists inside the list become items of it, one level',
  abbreviate: 'Cuts a text to a length, with three dots: abbreviate(20)',
  base64encode: 'The text in base64',
  base64decode: 'The text that is in base64',
  capitalize: 'The first letter becomes a capital',
  title: "Each word's first letter becomes a capital",
  default: 'Another value where this one is missing, null or empty: default("none")',
  escapeChar: 'Puts a backslash before quotes: escapeChar("single")',
  lower: 'Small letters',
  upper: 'Capital letters',
  replace: 'Replaces parts of a text: replace({"a": "b"})',
  sha1: 'SHA-1 in hexadecimal',
  sha256: 'SHA-256 in hexadecimal',
  sha512: 'SHA-512 in hexadecimal',
  md5: 'MD5 in hexadecimal',
  startsWith: 'Whether the text starts so: startsWith("INV-")',
  endsWith: 'Whether the text ends so: endsWith(".csv")',
  slugify: 'The text as part of an address: small letters, digits, dashes',
  substringBefore: 'The part before the first occurrence',
  substringBeforeLast: 'The part before the last occurrence',
  substringAfter: 'The part after the first occurrence',
  substringAfterLast: 'The part after the last occurrence',
  trim: 'The text without spaces at its ends',
  urlencode: 'The text for use in an address',
  urldecode: 'The text from an address',
  string: 'The value as text',
  date: 'Prints a date: date("yyyy-MM-dd", timeZone="Europe/Paris")',
  dateAdd: 'Moves a date: dateAdd(-1, "DAYS")',
  timestamp: 'Seconds since 1970',
  timestampMilli: 'Milliseconds since 1970',
  timestampMicro: 'Microseconds since 1970, as Kestra counts them',
  timestampNano: 'Nanoseconds since 1970',
  toJson: 'The value as JSON text',
  json: 'The value as JSON text, as toJson',
  jq: 'Results of a jq expression, as a list: jq(".items[].name")',
  yaml: 'The value as YAML text',
  indent: 'Indents every line but the first: indent(2)',
  nindent: 'A line break, then every line indented: nindent(2)',
  regexMatch: 'Whether a regular expression is found in the text',
  regexReplace: 'Replaces what a regular expression finds: regexReplace("[0-9]+", "#")',
  regexExtract: 'The first part that a regular expression finds: regexExtract("v([0-9]+)", 1)',
})

export const tests: readonly Word[] = words({
  defined: 'Whether the variable is there',
  empty: 'Whether it is null or has no content',
  null: 'Whether it is null',
  none: 'Whether it is null',
  even: 'Whether the whole number is even',
  odd: 'Whether the whole number is odd',
  iterable: 'Whether a loop can go over it',
  map: 'Whether it is a map',
  json: 'Whether it is JSON text',
  equalTo: 'Whether it equals another value',
  lessThan: 'Whether it is less than another value',
  greaterThan: 'Whether it is greater than another value',
})

export const tags: readonly Word[] = words({
  if: '{% if a %} … {% elseif b %} … {% else %} … {% endif %}',
  for: '{% for item in list %} {{ loop.index }} … {% else %} … {% endfor %}',
  set: '{% set name = value %}',
  macro: '{% macro name(a, b="x") %} … {% endmacro %}, called as {{ name(1) }}',
  filter: '{% filter upper %} … {% endfilter %}',
  block: '{% block name %} … {% endblock %}',
  raw: '{% raw %} … {% endraw %}: printed as it stands',
  verbatim: '{% verbatim %} … {% endverbatim %}, as raw',
})

/** Words of the tables that have no line here; a test keeps it empty. */
export function undescribed(): string[] {
  const missing = (table: Iterable<string>, list: readonly Word[]) =>
    [...table].filter((name) => !list.some((word) => word.name === name))
  return [...missing(functionTable.keys(), functions), ...missing(filterTable.keys(), filters)]
}
