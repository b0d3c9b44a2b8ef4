// What failed in a run of the tests, a few lines each.
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * @param report what Vitest's JSON reporter wrote; undefined if it wrote nothing
 * @returns the failed tests and the files that could not be loaded, each with the first lines of why
 */
export function failedTests(report) {
  if (!report) return ['the tests did not report']
  return report.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(process.cwd(), name)
      if (!assertionResults.length) return [entry(file, message)]
      return assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => entry(`${file} › ${fullName}`, failureMessages[0]))
    })
}

/**
 * @param report what Playwright's JSON reporter wrote; undefined if it wrote nothing
 * @returns the stories that did not pass at once, each with the first lines of why
 */
export function failedStories(report) {
  if (!report) return ['the stories did not report']
  const errors = report.errors.map(({ message }) => entry('the stories', message))
  return [
    ...errors,
    ...specs(report.suites)
      .filter(({ ok }) => !ok)
      .map(story),
  ]
}

function specs(suites = []) {
  return suites.flatMap((suite) => [...suite.specs, ...specs(suite.suites)])
}

function story({ file, line, title, tests }) {
  const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors))
  return entry(`${file}:${line} › ${title}`, errors[0]?.message)
}

function entry(title, reason = '') {
  const lines = stripVTControlCharacters(reason).trim().split('\n').slice(0, 20)
  return [title, ...lines.map((line) => `    ${line.slice(0, 300)}`)].join('\n')
}
