import type { Note, Problem } from '#engine/flow/problem.ts'
import type { Actor } from '#server/actor.ts'
import { documentsOf, namesIn } from '#server/flows/source.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import { readApp } from './read-app.ts'

/** What is to be said of one source; as of a flow. `constraints` is absent where there is no problem. */
export interface AppValidation {
  index: number
  namespace?: string
  app?: string
  constraints?: string
  warnings: string[]
  infos: string[]
  deprecationPaths: string[]
  problems: Problem[]
  notes: Note[]
}

/** Every problem and note of each document of a source, each with its place; saves nothing. @throws AppError `forbidden` for who may write apps nowhere */
export async function validateApps(actor: Actor, source: string): Promise<AppValidation[]> {
  const roots = namespacesOf(actor, 'app:write')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'app:write')
  return Promise.all(documentsOf(source).map((document, index) => validationOf(actor, document, index)))
}

async function validationOf(actor: Actor, source: string, index: number): Promise<AppValidation> {
  const { problems, notes } = await readApp(actor, source)
  const { namespace, id } = namesIn(source)
  const said = (kind: Note['kind']) => notes.filter((note) => note.kind === kind)
  return {
    index,
    namespace,
    app: id,
    constraints:
      problems.length === 0
        ? undefined
        : problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n'),
    warnings: said('warning').map(({ message }) => message),
    infos: said('info').map(({ message }) => message),
    deprecationPaths: said('deprecated').map(({ path }) => path),
    problems,
    notes,
  }
}
