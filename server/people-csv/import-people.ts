import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { uniqueConflict } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demandMail } from '#server/mail/demand-mail.ts'
import { inviteIn } from '#server/mail-links/invite-person.ts'
import { demand } from '#server/people/can.ts'
import { lockManagers } from '#server/people/manager.ts'
import { demandAdmin, lockAdmins } from '#server/roles/last-admin.ts'
import { transaction } from '#server/transaction.ts'
import { applyPlan } from './apply.ts'
import { readKnown } from './known.ts'
import { planOf, type Planned } from './plan.ts'
import { readRow } from './read-row.ts'
import { readTable } from './read-table.ts'
import type { ImportedRow, ImportResult } from './view.ts'

/** Five thousand people take some seconds; who waits for the locks of others waits too. */
const patience = { maxWait: 5000, timeout: 60_000 }
const toldAtMost = 200

/**
 * Makes and changes people as a file of CSV says, known by their mail address: all rows, or none. People who are not in it stay
 * as they are. Somebody new has no password yet.
 * @param how `dryRun`: only say what would happen; `invite`: who is new, and active, gets a link by mail to set a password
 * @throws AppError `forbidden`; `invalid` for a file that cannot be read, and, but for a trial, with what is wrong with its rows;
 * `conflict` when no administrator would be left, where no mail server is set for invitations, or somebody of the file was made meanwhile
 */
export async function importPeople(
  actor: Actor,
  bytes: Uint8Array,
  { dryRun, invite }: { dryRun: boolean; invite: boolean },
): Promise<ImportResult> {
  demand(actor, 'user:write')
  if (invite) demandMail()
  const read = readTable(bytes).rows.map(readRow)
  const given = read.map((one) => one.given)
  const told = read.flatMap(({ problems }) => problems)
  const work = () =>
    transaction(async (tx): Promise<ImportResult> => {
      await lockAdmins(tx)
      await lockManagers(tx)
      const known = await readKnown(tx, given)
      const planned = planOf(actor, given, { known, told })
      const rows = planned.map(({ row }) => row)
      const counts = countsOf(rows)
      if (dryRun) return { applied: false, counts, rows }
      refuseWrong(rows)
      await applyPlan(tx, actor, { planned, known })
      if (invite) for (const { id } of planned.filter(isNewcomer)) await inviteIn(tx, actor, id)
      await demandAdmin(tx)
      await audit(tx, actor, {
        action: 'user:import',
        subjectType: 'person',
        subjectId: 'import',
        after: counts,
      })
      return { applied: true, counts, rows }
    }, patience)
  try {
    return await work()
  } catch (error) {
    if (!uniqueConflict(error)?.includes('email')) throw error
    throw new AppError('conflict', 'Somebody of this file was made meanwhile: look at it once more.')
  }
}

const isNewcomer = ({ row, wanted }: Planned) => row.what === 'new' && wanted.active

function countsOf(rows: readonly ImportedRow[]): ImportResult['counts'] {
  const counts = { new: 0, changed: 0, unchanged: 0, wrong: 0 }
  for (const { what } of rows) counts[what] += 1
  return counts
}

function refuseWrong(rows: readonly ImportedRow[]): void {
  const problems = rows.flatMap((row) => row.problems)
  if (problems.length === 0) return
  throw new AppError(
    'invalid',
    problems.length === 1
      ? 'Nothing was done: 1 thing is wrong with the file.'
      : `Nothing was done: ${problems.length} things are wrong with the file.`,
    {
      details: problems.slice(0, toldAtMost).map(({ line, column, message }) => ({
        path: column,
        message: `${column} ${message}`,
        line,
        column: 1,
      })),
    },
  )
}
