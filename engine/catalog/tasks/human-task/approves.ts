import type { JsonObject } from '#engine/flow/flow.ts'

/** What those who are assigned read on the buttons: an approval's words would promise what a pause does not ask. */
const decisions: JsonObject = {
  approve: { label: { en: 'Resume', de: 'Fortsetzen' } },
  deny: { label: { en: 'End it', de: 'Beenden' } },
}

/** An assignment in the words of an approval. Whoever is assigned may, the requester too; Kestra knows no rule against that. */
export function approves({ assignment, pauseDuration, behavior }: JsonObject): JsonObject {
  return {
    deciders: [{ ...assigned(assignment), quorum: 'any' }],
    rules: { notRequester: false },
    decisions,
    ...(pauseDuration === undefined ? {} : { due: { in: pauseDuration } }),
    ...(behavior === undefined ? {} : { behavior }),
  }
}

function assigned(assignment: JsonObject[string] | undefined): JsonObject {
  return typeof assignment === 'object' && assignment !== null && !Array.isArray(assignment) ? assignment : {}
}
