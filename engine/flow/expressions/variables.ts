import type { Word } from './words.ts'

/** A variable of the template language, with those within it that are always called so. */
export interface Variable extends Word {
  members: readonly Variable[]
}

const leaf = (name: string, description: string): Variable => ({ name, description, members: [] })
const tree = (name: string, description: string, members: Readonly<Record<string, string>>): Variable => ({
  name,
  description,
  members: Object.entries(members).map(([member, text]) => leaf(member, text)),
})

/** What templates see, for completion and help; what stands below `inputs`, `outputs` and `vars` is the flow's own. */
export const variables: readonly Variable[] = [
  leaf('inputs', 'Values that the flow was started with, by the ids of its inputs.'),
  leaf('outputs', 'What tasks have put out, by their ids: `outputs.task.value`.'),
  leaf('vars', "The flow's `variables`."),
  tree('flow', 'The flow.', { id: 'Its id.', namespace: 'Its namespace.', revision: 'Its revision.' }),
  tree('execution', 'The execution.', {
    id: 'Its id.',
    startDate: 'When it began, ISO 8601.',
    state: 'Its state.',
    originalId: 'Id of the execution that it is a replay of, else its own.',
  }),
  tree('task', 'The task that the template belongs to.', { id: 'Its id.', type: 'Its type.' }),
  tree('taskrun', 'The run of the task.', {
    id: 'Its id.',
    startDate: 'When it began, ISO 8601.',
    attemptsCount: 'Attempts that have ended.',
    parentId: 'Id of the task run around it.',
    value: 'Value of the loop around it.',
    iteration: 'Number of the iteration, from 0.',
    state: 'Its state.',
  }),
  tree('parent', 'The task run around, where it has a value or outputs.', {
    taskrun: 'With its `value`.',
    outputs: 'What it has put out.',
  }),
  leaf('parents', 'Task runs around, the nearest first.'),
  tree('item', 'The iteration of the loop.', {
    value: 'Its value.',
    index: 'Its number, from 0.',
    key: 'Its key, where the loop walks a map.',
    parent: 'The iteration of the loop around.',
    parents: 'Iterations of the loops around, the nearest first.',
  }),
  leaf('tasks', 'States of tasks, by their ids: `tasks.task.state`.'),
  leaf('trigger', 'What the trigger knew when it started the execution.'),
  tree('requester', 'Who asked for the execution.', {
    id: 'Their id.',
    name: 'Their name.',
    email: 'Their mail address.',
  }),
  leaf('labels', 'Labels of the execution.'),
  leaf('rounds', 'Values of each round of a request: `rounds[0].inputs`.'),
  leaf('envs', 'Variables of the installation, in small letters.'),
  leaf('globals', 'Global variables of the installation.'),
  tree('kestra', 'The installation.', { url: 'Its address.', environment: 'Its name and colour.' }),
]
