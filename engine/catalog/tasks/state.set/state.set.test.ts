import { describe, expect, it } from 'vitest'
import type { KvHostWrite, TaskHost } from '#engine/catalog/host.ts'
import type { Json } from '#engine/flow/flow.ts'
import remove from '../state.delete/activity.ts'
import get from '../state.get/activity.ts'
import set from './activity.ts'

/** A host with a store of its own. */
function hostFor(value?: string, store = new Map<string, Json>()): TaskHost {
  return {
    execution: { namespace: 'company', flowId: 'flow' },
    taskRun: { value },
    kv: {
      get: async (key: string) => (store.has(key) ? { value: store.get(key) } : undefined),
      set: async (key: string, write: KvHostWrite) => store.set(key, write.value) === store,
      delete: async (key: string) => store.delete(key),
    },
  } as unknown as TaskHost
}
const place = { name: 'n', namespace: false, taskrunValue: true }

describe('a state', () => {
  it('is empty at first, keeps what is not named, and is gone when it is deleted', async () => {
    const host = hostFor()
    const asked = { ...place, errorOnMissing: false }
    expect(await get(asked, host)).toEqual({ state: 'SUCCESS', outputs: { count: 0, data: {} } })
    await set({ ...place, data: { a: 1 } }, host)
    expect(await set({ ...place, data: { b: '2' } }, host)).toMatchObject({ outputs: { count: 2 } })
    expect(await get(asked, host)).toMatchObject({ outputs: { data: { a: 1, b: '2' } } })
    expect(await remove(asked, host)).toMatchObject({ outputs: { deleted: true } })
    expect(await remove(asked, host)).toMatchObject({ outputs: { deleted: false } })
    expect(await get({ ...place, errorOnMissing: true }, host)).toMatchObject({ state: 'FAILED' })
  })

  it('belongs to the flow and to the value of the loop, unless it is shared', async () => {
    const keyOf = async (more: object) => (await set({ ...place, ...more }, hostFor('a b'))).outputs?.key
    expect(await keyOf({})).toBe('flow_states_n_a-20-b')
    expect(await keyOf({ taskrunValue: false })).toBe('flow_states_n')
    expect(await keyOf({ taskrunValue: false, namespace: true })).toBe('states_n')
  })
})
