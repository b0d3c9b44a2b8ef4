import { controlStyle } from './control-style.ts'

/** The look of a box for several lines, which grows with its text. */
export const textareaStyle = `${controlStyle} field-sizing-content max-h-96 min-h-20 px-3 py-2`
