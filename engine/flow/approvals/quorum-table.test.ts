import { describe, expect, it } from 'vitest'
import { tally } from './outcome.ts'
import { policyOf } from './test-approval.ts'
import type { Quorum, Vote } from './types.ts'

const rows: [people: number, quorum: Quorum, grid: string][] = [
  // people, quorum, then for 0, 1, 2 … denials what 0, 1, 2 … approvals come to: approved, denied or still open
  [1, 'any', '.A D'],
  [1, 'all', '.A D'],
  [2, 'any', '.AA DA D'],
  [2, 'all', '..A DD D'],
  [3, 'any', '.AAA DAA DA D'],
  [3, 'all', '...A DDD DD D'],
  [3, 2, '..AA ..A DD D'],
  [3, '50%', '..AA ..A DD D'],
  [3, '60%', '..AA ..A DD D'],
  [3, '67%', '...A DDD DD D'],
  [4, 'any', '.AAAA DAAA DAA DA D'],
  [4, 'all', '....A DDDD DDD DD D'],
  [4, 2, '..AAA ..AA DDA DD D'],
  [4, 3, '...AA ...A DDD DD D'],
  [4, '50%', '..AAA ..AA DDA DD D'],
  [4, '60%', '...AA ...A DDD DD D'],
  [4, '67%', '...AA ...A DDD DD D'],
  [5, 'any', '.AAAAA DAAAA DAAA DAA DA D'],
  [5, 'all', '.....A DDDDD DDDD DDD DD D'],
  [5, 2, '..AAAA ..AAA DDAA DDA DD D'],
  [5, 3, '...AAA ...AA ...A DDD DD D'],
  [5, 4, '....AA ....A DDDD DDD DD D'],
  [5, '50%', '...AAA ...AA ...A DDD DD D'],
  [5, '60%', '...AAA ...AA ...A DDD DD D'],
  [5, '67%', '....AA ....A DDDD DDD DD D'],
  [6, 'any', '.AAAAAA DAAAAA DAAAA DAAA DAA DA D'],
  [6, 'all', '......A DDDDDD DDDDD DDDD DDD DD D'],
  [6, 2, '..AAAAA ..AAAA DDAAA DDAA DDA DD D'],
  [6, 3, '...AAAA ...AAA ...AA DDDA DDD DD D'],
  [6, 4, '....AAA ....AA ....A DDDD DDD DD D'],
  [6, 5, '.....AA .....A DDDDD DDDD DDD DD D'],
  [6, '50%', '...AAAA ...AAA ...AA DDDA DDD DD D'],
  [6, '60%', '....AAA ....AA ....A DDDD DDD DD D'],
  [6, '67%', '.....AA .....A DDDDD DDDD DDD DD D'],
]

const words = { A: 'APPROVED', D: 'DENIED', '.': 'OPEN' }

const cases = rows.flatMap(([people, quorum, grid]) =>
  grid.split(' ').flatMap((line, denials) =>
    [...line].map((cell, approvals) => ({
      people,
      quorum,
      approvals,
      denials,
      comes: words[cell as keyof typeof words],
    })),
  ),
)

describe('what so many approvals and denials come to', () => {
  it.each(cases)(
    '$quorum of $people, $approvals approvals, $denials denials: $comes',
    ({ people, quorum, approvals, denials, comes }) => {
      const names = Array.from({ length: people }, (_, index) => `p${index}`)
      const policy = policyOf(`${names.join(',')}:${quorum}`)
      const votes = names.slice(0, approvals + denials).map((name, index): Vote => ({
        decisionId: name,
        personId: name,
        personName: name,
        vote: index < approvals ? 'APPROVE' : 'DENY',
        at: index,
      }))
      expect(tally(policy, votes).outcome).toBe(comes)
      expect(tally(policy, votes.reverse()).outcome).toBe(comes)
    },
  )

  it('has three hundred rows or more', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300)
  })
})
