import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** Nobody fills it in, so whatever is sent is no value. */
const check: FieldCheck = {
  computed: true,
  look: () => ({ group: true }),
  read() {
    return { value: undefined }
  },
}

export default check
