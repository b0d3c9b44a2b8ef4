import { flatten } from '#engine/flow/inputs/flatten.ts'
import { appLanguageOf } from '#engine/flow/app-language.ts'
import type { EditorLanguage } from '#components/yaml-editor/words-at.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { getFlow } from '#server/flows/get-flow.ts'

interface FlowKey {
  namespace: string
  flowId: string
}

/** The language of apps, with the names of the flow that it is for, where the author may read that. */
export async function appEditorLanguage(actor: Actor, flow?: FlowKey): Promise<EditorLanguage> {
  const language = appLanguageOf(vocabulary)
  if (!flow) return language
  try {
    const found = await getFlow(actor, { namespace: flow.namespace, id: flow.flowId })
    return {
      ...language,
      given: {
        inputs: flatten(found.flow.inputs).map(({ id }) => id),
        tasks: found.flow.tasks.map(({ id, type }) => ({ id, type })),
      },
    }
  } catch (error) {
    if (error instanceof AppError) return language
    throw error
  }
}
